create table benefit_institution (
    id uuid not null primary key,
    name text not null,
    place text not null,
    note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_institution_name on benefit_institution (name);

create table benefit_institution_record (
    id uuid not null primary key,
    institution_id uuid references benefit_institution (id),
    kind text not null,
    code text not null,
    amount integer,
    from_on date not null,
    until_on date,
    note text,
    made_by_name text not null,
    ended_by_name text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_institution_record_of on benefit_institution_record (institution_id, kind);

create table benefit_card_use (
    id uuid not null primary key,
    person_id uuid not null,
    village_code text not null,
    hospital text not null,
    used_on date not null,
    privileges text not null,
    amount_fen bigint,
    note text,
    recorded_by_name text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_card_use_hospital on benefit_card_use (hospital, used_on);
create index benefit_card_use_person on benefit_card_use (person_id);
create index benefit_card_use_village on benefit_card_use (village_code, used_on);
