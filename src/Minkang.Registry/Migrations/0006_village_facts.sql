create table registry_village_fact (
    id uuid not null primary key,
    village_code text not null,
    kind text not null,
    value text not null,
    from_on date not null,
    until_on date,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null
);
create index registry_village_fact_village on registry_village_fact (village_code, kind);
create index registry_import_row_person on registry_import_row (person_id);
