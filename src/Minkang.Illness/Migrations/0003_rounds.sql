create table illness_round (
    id uuid not null primary key,
    year integer not null,
    number integer not null,
    kind text not null,
    area_code text not null,
    from_on date not null,
    last_on date not null,
    since_on date,
    work_group text not null,
    closed_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index illness_round_number on illness_round (area_code, year, number);

create table illness_round_person (
    id uuid not null primary key,
    round_id uuid not null references illness_round (id),
    person_id uuid not null,
    household_id uuid,
    village_code text not null,
    state text not null,
    reason text,
    method text,
    visited_on date,
    visited_by text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index illness_round_person_once on illness_round_person (round_id, person_id);
create index illness_round_person_village on illness_round_person (round_id, village_code, state);
create index illness_round_person_person on illness_round_person (person_id);
