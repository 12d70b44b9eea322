create table registry_import (
    id uuid not null primary key,
    profile_id text not null,
    department text not null,
    file_id uuid not null,
    file_name text not null,
    file_sha256 text not null,
    list_on date,
    mapping text,
    state text not null,
    job_id uuid,
    read_count bigint not null,
    new_count bigint not null,
    changed_count bigint not null,
    same_count bigint not null,
    rejected_count bigint not null,
    person_count bigint not null,
    skipped_count bigint not null,
    notes text,
    ended_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_import_profile on registry_import (profile_id, created_at);

create table registry_import_row (
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
    primary key (import_id, sheet_no, row_no)
);
create index registry_import_row_outcome on registry_import_row (import_id, outcome);

create table registry_list_entry (
    id uuid not null primary key,
    profile_id text not null,
    sheet_id text not null,
    key_hash text not null,
    content_hash text not null,
    payload_sealed text not null,
    match text not null,
    person_id uuid,
    household_id uuid,
    village_code text,
    party text,
    from_on date not null,
    until_on date,
    import_id uuid not null,
    row_no integer not null
);
create index registry_list_entry_key on registry_list_entry (profile_id, sheet_id, key_hash);
create index registry_list_entry_person on registry_list_entry (person_id);
create index registry_list_entry_match on registry_list_entry (profile_id, match);
create index registry_list_entry_import on registry_list_entry (import_id);

create table registry_question (
    id uuid not null primary key,
    kind text not null,
    person_id uuid,
    household_id uuid,
    village_code text not null,
    import_id uuid,
    sheet text,
    row_no integer,
    key_hash text not null,
    detail_sealed text,
    state text not null,
    answer text,
    answered_at timestamptz,
    answered_by uuid,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_question_state on registry_question (state, village_code, kind);
create index registry_question_key on registry_question (key_hash);
create index registry_question_person on registry_question (person_id);
create index registry_question_household on registry_question (household_id);
