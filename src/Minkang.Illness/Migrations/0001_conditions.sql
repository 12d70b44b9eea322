-- Persons are the registry's: their keys are kept without a foreign key, since a store is built module by module.
create table illness_condition (
    id uuid not null primary key,
    person_id uuid not null,
    disease text,
    text_sealed text not null,
    text_hash text not null,
    is_protected boolean not null,
    reading text not null,
    diagnosed_on date,
    diagnosed_precision text,
    institution text,
    grade text,
    state text not null,
    source text not null,
    import_id uuid,
    stated_on date not null,
    entered_by uuid,
    verified_on date,
    verified_by uuid,
    verifier_name text,
    method text,
    reason text,
    ended_on date,
    merged_into uuid references illness_condition (id),
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index illness_condition_person on illness_condition (person_id);
create index illness_condition_state on illness_condition (state, reading, stated_on);
create unique index illness_condition_once on illness_condition (person_id, disease)
    where disease is not null and state in ('suspected', 'stated', 'verified');

create table illness_statement (
    id uuid not null primary key,
    condition_id uuid not null references illness_condition (id),
    person_id uuid not null,
    source text not null,
    import_id uuid,
    row_no integer,
    stated_on date not null,
    disease text,
    text_sealed text not null,
    text_hash text not null,
    diagnosed_on date,
    diagnosed_precision text,
    institution text,
    class_text text,
    method text not null,
    entered_by uuid,
    recorded_at timestamptz not null
);
create index illness_statement_condition on illness_statement (condition_id, stated_on);
create index illness_statement_person on illness_statement (person_id);
create index illness_statement_import on illness_statement (import_id);

create table illness_route (
    id uuid not null primary key,
    condition_id uuid not null references illness_condition (id),
    person_id uuid not null,
    route text not null,
    from_on date not null,
    until_on date,
    decider text not null,
    decided_by text not null,
    decided_on date not null,
    reason text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index illness_route_condition on illness_route (condition_id, from_on);
create unique index illness_route_current on illness_route (condition_id) where until_on is null;
