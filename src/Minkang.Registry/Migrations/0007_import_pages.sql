alter table registry_import add column area_code text not null default '';
alter table registry_import add column sent_as text not null default '';
alter table registry_import add column sketch_sealed text;
create table registry_trial_row (
    id uuid not null primary key,
    import_id uuid not null references registry_import (id),
    sheet_no integer not null,
    row_no integer not null,
    sheet text not null,
    kind text not null,
    outcome text not null,
    match text not null,
    person_id uuid,
    household_id uuid,
    notes text,
    difference_sealed text
);
create unique index registry_trial_row_place on registry_trial_row (import_id, sheet_no, row_no);
create index registry_trial_row_outcome on registry_trial_row (import_id, outcome);
alter table registry_question add column note_sealed text;
