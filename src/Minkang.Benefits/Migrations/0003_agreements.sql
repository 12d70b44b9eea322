create table benefit_agreement (
    id uuid not null primary key,
    settlement_id uuid not null references benefit_settlement (id),
    person_id uuid not null,
    village_code text not null,
    hospital text not null,
    amount_fen bigint not null,
    committee_certificate text not null,
    township_recognition text not null,
    signed_on date not null,
    signed_by_name text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_agreement_settlement on benefit_agreement (settlement_id);
create index benefit_agreement_hospital on benefit_agreement (hospital);

create table benefit_instalment (
    id uuid not null primary key,
    agreement_id uuid not null references benefit_agreement (id),
    number integer not null,
    due_on date not null,
    amount_fen bigint not null,
    paid_on date,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_instalment_number on benefit_instalment (agreement_id, number);
create index benefit_instalment_due on benefit_instalment (paid_on, due_on);
