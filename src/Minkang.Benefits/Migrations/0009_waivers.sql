create table benefit_waiver_item (
    id uuid not null primary key,
    programme text not null,
    item text not null,
    rule text not null,
    from_on date not null,
    until_on date,
    document text not null,
    state text not null,
    proposed_by_name text not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_waiver_item_from on benefit_waiver_item (programme, item, from_on) where state <> 'refused';

create table benefit_waiver_use (
    id uuid not null primary key,
    item_id uuid not null references benefit_waiver_item (id),
    item text not null,
    service text not null,
    kind text not null,
    person_id uuid,
    household_id uuid,
    village_code text not null,
    hospital text not null,
    used_on date not null,
    times integer not null,
    persons integer not null,
    before_fen bigint not null,
    waived_fen bigint not null,
    borne_by text not null,
    reference text not null,
    evidence_sealed text,
    passed_over text,
    proof text,
    state text not null,
    guard text not null,
    limit_guard text,
    live boolean not null,
    entered_by_name text not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    note text,
    reverses_id uuid references benefit_waiver_use (id),
    reversed_by uuid,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_waiver_use_guard on benefit_waiver_use (guard) where live;
create unique index benefit_waiver_use_limit on benefit_waiver_use (limit_guard) where live;
create unique index benefit_waiver_use_reverses on benefit_waiver_use (reverses_id);
create index benefit_waiver_use_day on benefit_waiver_use (used_on);
create index benefit_waiver_use_person on benefit_waiver_use (person_id);
create index benefit_waiver_use_hospital on benefit_waiver_use (hospital, used_on);
