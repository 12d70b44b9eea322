create table benefit_admission (
    id uuid not null primary key,
    person_id uuid not null,
    household_id uuid,
    village_code text not null,
    hospital text not null,
    kind text not null,
    level text not null,
    place text not null,
    referral text not null,
    designated boolean not null,
    enrolled boolean not null,
    admitted_on date not null,
    discharged_on date,
    diagnosis_sealed text,
    deposit_usual_fen bigint,
    deposit_due_fen bigint,
    deposit_charged_fen bigint,
    eligibility text not null,
    papers text,
    papers_returned_on date,
    by_hand boolean not null,
    evidence text,
    state text not null,
    admitted_by_name text not null,
    note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_admission_hospital on benefit_admission (hospital, state, admitted_on);
create index benefit_admission_person on benefit_admission (person_id);
create unique index benefit_admission_stay on benefit_admission (person_id, hospital, admitted_on) where kind = 'inpatient' and state = 'open' and not by_hand;
create index benefit_admission_village on benefit_admission (village_code, admitted_on);

create table benefit_settlement (
    id uuid not null primary key,
    number text not null,
    admission_id uuid not null references benefit_admission (id),
    person_id uuid not null,
    household_id uuid,
    village_code text not null,
    hospital text not null,
    adoption_id uuid not null references benefit_adoption (id),
    pack_id text not null,
    pack_digest text not null,
    kind text not null,
    by_hand boolean not null,
    provisional boolean not null,
    encounter_kind text not null,
    level text not null,
    place text not null,
    referral text not null,
    invoice_number text not null,
    admitted_on date not null,
    discharged_on date not null,
    settled_on date not null,
    year integer not null,
    days integer not null,
    total_fen bigint not null,
    in_scope_fen bigint not null,
    out_of_catalogue_fen bigint not null,
    over_limit_fen bigint not null,
    pre_self_paid_fen bigint not null,
    paid_fen bigint not null,
    self_fen bigint not null,
    bill_sealed text not null,
    explanation_sealed text not null,
    eligibility text not null,
    request_key text not null,
    request_digest text not null,
    bill_digest text not null,
    bill_live boolean not null,
    reverses_id uuid references benefit_settlement (id),
    reversed_by uuid,
    replaces_id uuid references benefit_settlement (id),
    netted_by uuid,
    evidence text,
    settled_by_name text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_settlement_number on benefit_settlement (number);
create unique index benefit_settlement_request on benefit_settlement (request_key);
create unique index benefit_settlement_reverses on benefit_settlement (reverses_id);
create unique index benefit_settlement_bill on benefit_settlement (bill_digest) where bill_live;
create index benefit_settlement_admission on benefit_settlement (admission_id);
create index benefit_settlement_person on benefit_settlement (person_id, year);
create index benefit_settlement_hospital on benefit_settlement (hospital, settled_on);
create index benefit_settlement_village on benefit_settlement (village_code, settled_on);
create index benefit_settlement_day on benefit_settlement (settled_on);

create table benefit_share (
    id uuid not null primary key,
    settlement_id uuid not null references benefit_settlement (id),
    line_no integer not null,
    line_id text not null,
    line_kind text not null,
    payer text not null,
    payer_name text not null,
    amount_fen bigint not null,
    state text not null,
    confirmed_at timestamptz,
    confirmed_by uuid,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_share_line on benefit_share (settlement_id, line_no);
create index benefit_share_payer on benefit_share (payer, state);

create table benefit_bill_line (
    id uuid not null primary key,
    settlement_id uuid not null references benefit_settlement (id),
    line_no integer not null,
    item_code text not null,
    item_name text not null,
    item_class text not null,
    item_level text not null,
    fee_item text,
    tcm boolean not null,
    quantity text not null,
    price text not null,
    amount_fen bigint not null,
    in_scope_fen bigint not null,
    pre_self_paid_fen bigint not null,
    over_limit_fen bigint not null,
    out_of_catalogue_fen bigint not null
);
create unique index benefit_bill_line_line on benefit_bill_line (settlement_id, line_no);

create table benefit_account (
    id uuid not null primary key,
    owner_kind text not null,
    owner_id uuid not null,
    year integer not null,
    pack_line text not null,
    balances text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_account_owner on benefit_account (owner_kind, owner_id, year, pack_line);

create table benefit_movement (
    id uuid not null primary key,
    account_id uuid not null references benefit_account (id),
    settlement_id uuid not null references benefit_settlement (id),
    slot text not null,
    disease text not null,
    delta bigint not null,
    balance bigint not null,
    seq integer not null
);
create unique index benefit_movement_slot on benefit_movement (account_id, slot, disease, seq);
create index benefit_movement_settlement on benefit_movement (settlement_id);

create table benefit_number (
    id uuid not null primary key,
    year integer not null,
    last bigint not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_number_year on benefit_number (year);

create table benefit_reversal (
    id uuid not null primary key,
    settlement_id uuid not null references benefit_settlement (id),
    person_id uuid not null,
    village_code text not null,
    hospital text not null,
    reason_sealed text not null,
    asked_by_name text not null,
    state text not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    decision_note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_reversal_open on benefit_reversal (settlement_id) where state = 'open';
create index benefit_reversal_state on benefit_reversal (state);
