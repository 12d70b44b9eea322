alter table registry_household add column import_id uuid;
alter table registry_person add column import_id uuid;
alter table registry_membership add column ended_at timestamptz;
alter table registry_household_fact add column ended_at timestamptz;
alter table registry_person_fact add column ended_at timestamptz;
alter table registry_import add column keeps_changes boolean not null default false;
alter table registry_import add column undo_reason_sealed text;
alter table registry_import add column undo_asked_by uuid;
alter table registry_import add column undo_asked_name text;
alter table registry_import add column undo_asked_at timestamptz;
alter table registry_import add column undo_agreed_by uuid;
alter table registry_import add column undo_agreed_name text;
alter table registry_import add column undone_at timestamptz;
create table registry_import_change (
    id uuid not null primary key,
    import_id uuid not null references registry_import (id),
    record_kind text not null,
    record_id uuid not null,
    values_sealed text not null,
    undone boolean not null
);
create index registry_import_change_import on registry_import_change (import_id, id);
create index registry_import_change_record on registry_import_change (record_id);
create table registry_undone_record (
    import_id uuid not null references registry_import (id),
    record_kind text not null,
    record_id uuid not null,
    content text not null,
    primary key (import_id, record_kind, record_id)
);
