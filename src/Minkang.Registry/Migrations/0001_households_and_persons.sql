create table registry_household (
    id uuid not null primary key,
    number text,
    village_code text not null,
    group_name text not null,
    head_person_id uuid,
    entered_on date,
    entered_precision text,
    ended_on date,
    end_reason text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index registry_household_number on registry_household (number);
create index registry_household_village on registry_household (village_code, number);

create table registry_person (
    id uuid not null primary key,
    household_id uuid references registry_household (id),
    village_code text not null,
    line integer not null,
    name text not null,
    name_key text not null,
    pinyin text not null,
    initials text not null,
    sex integer not null,
    birth_on date,
    birth_precision text,
    ethnic_group text,
    relation text,
    id_state text not null,
    id_sealed text,
    id_hash text,
    id_tail_hash text,
    id_stated_sealed text,
    phone_sealed text,
    ended_on date,
    end_reason text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index registry_person_id_hash on registry_person (id_hash);
create index registry_person_id_tail on registry_person (id_tail_hash);
create index registry_person_household on registry_person (household_id, line);
create index registry_person_village on registry_person (village_code, household_id, line);
create index registry_person_name_key on registry_person (name_key);
create index registry_person_initials on registry_person (initials);
create index registry_person_pinyin on registry_person (pinyin);

create table registry_membership (
    id uuid not null primary key,
    person_id uuid not null references registry_person (id),
    household_id uuid not null references registry_household (id),
    relation text,
    from_on date not null,
    until_on date,
    source text not null,
    import_id uuid
);
create index registry_membership_household on registry_membership (household_id);
create index registry_membership_person on registry_membership (person_id);

create table registry_household_fact (
    id uuid not null primary key,
    household_id uuid not null references registry_household (id),
    kind text not null,
    value text not null,
    from_on date not null,
    until_on date,
    precision text not null,
    source text not null,
    import_id uuid
);
create index registry_household_fact_household on registry_household_fact (household_id, kind);
create index registry_household_fact_kind on registry_household_fact (kind, value, from_on);

create table registry_person_fact (
    id uuid not null primary key,
    person_id uuid not null references registry_person (id),
    kind text not null,
    value text not null,
    from_on date not null,
    until_on date,
    precision text not null,
    source text not null,
    import_id uuid
);
create index registry_person_fact_person on registry_person_fact (person_id, kind);
create index registry_person_fact_kind on registry_person_fact (kind, value, from_on);

create table registry_event (
    id uuid not null primary key,
    kind text not null,
    happened_on date not null,
    precision text not null,
    household_id uuid,
    person_id uuid,
    detail text,
    source text not null,
    import_id uuid,
    recorded_at timestamptz not null,
    recorded_by uuid not null
);
create index registry_event_person on registry_event (person_id);
create index registry_event_household on registry_event (household_id);
create index registry_event_kind on registry_event (kind, happened_on);
