create table benefit_hit (
    id uuid not null primary key,
    key text not null,
    rule text not null,
    person_id uuid not null,
    village_code text not null,
    hospital text not null,
    other_hospital text,
    on_date date not null,
    admission_id uuid not null references benefit_admission (id),
    settlement_id uuid references benefit_settlement (id),
    other_id uuid references benefit_settlement (id),
    amount_fen bigint,
    evidence text not null,
    state text not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    reason_sealed text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_hit_key on benefit_hit (key);
create index benefit_hit_state on benefit_hit (state, rule);
create index benefit_hit_day on benefit_hit (on_date);
create index benefit_hit_village on benefit_hit (village_code);
create index benefit_hit_hospital on benefit_hit (hospital, on_date);

create table benefit_deduction (
    id uuid not null primary key,
    hit_id uuid not null references benefit_hit (id),
    rule text not null,
    ground text not null,
    person_id uuid not null,
    village_code text not null,
    hospital text not null,
    amount_fen bigint not null,
    decided_on date not null,
    decided_by_name text not null,
    withdrawn_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_deduction_hit on benefit_deduction (hit_id) where withdrawn_at is null;
create index benefit_deduction_hospital on benefit_deduction (hospital, decided_on);

create table benefit_consent (
    id uuid not null primary key,
    admission_id uuid not null references benefit_admission (id),
    item_code text not null,
    item_name text not null,
    signed_on date not null,
    signed_by text not null,
    recorded_by_name text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_consent_item on benefit_consent (admission_id, item_code, item_name);

-- As ReadPersonFiles looks numbers up: without the marks between digits and without leading zeros.
create index benefit_settlement_invoice on benefit_settlement (ltrim(replace(replace(replace(replace(invoice_number, '-', ''), '/', ''), '.', ''), '_', ''), '0'));
