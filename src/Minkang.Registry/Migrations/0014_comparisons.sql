create table registry_compare_run (
    id uuid not null primary key,
    title text not null,
    area_code text not null,
    sent_as text not null,
    operator_name text not null,
    register_on date,
    state text not null,
    job_id uuid,
    previous_id uuid,
    rules_hash text not null,
    rules_used text,
    result_hash text,
    shortfall_sealed text,
    row_count bigint not null,
    person_count bigint not null,
    alone_count bigint not null,
    unsure_count bigint not null,
    finding_count bigint not null,
    started_at timestamptz,
    ended_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_compare_run_area on registry_compare_run (area_code, created_at);

create table registry_compare_input (
    run_id uuid not null references registry_compare_run (id),
    seq integer not null,
    source text not null,
    file_id uuid not null,
    file_name text not null,
    file_sha256 text not null,
    import_id uuid,
    primary key (run_id, seq)
);

create table registry_compare_list (
    run_id uuid not null references registry_compare_run (id),
    list_no integer not null,
    file_name text not null,
    sheet text not null,
    title text not null,
    kind text not null,
    list_on date,
    row_count integer not null,
    matched_count integer not null,
    primary key (run_id, list_no)
);

create table registry_compare_row (
    id uuid not null primary key,
    run_id uuid not null references registry_compare_run (id),
    list_no integer not null,
    row_no integer not null,
    decision text not null,
    score double precision not null,
    person_key integer not null,
    person_id uuid,
    household_id uuid,
    village_code text not null,
    content_sealed text not null
);
create unique index registry_compare_row_place on registry_compare_row (run_id, list_no, row_no);
create index registry_compare_row_decision on registry_compare_row (run_id, decision, village_code);
create index registry_compare_row_key on registry_compare_row (run_id, person_key);
create index registry_compare_row_person on registry_compare_row (person_id);

create table registry_compare_finding (
    id uuid not null primary key,
    run_id uuid not null references registry_compare_run (id),
    place integer not null,
    code text not null,
    gravity text not null,
    owner text not null,
    list_no integer not null,
    row_no integer not null,
    other_list_no integer,
    other_row_no integer,
    field text not null,
    value_sealed text,
    other_value_sealed text,
    score double precision,
    person_id uuid,
    household_id uuid,
    village_code text not null,
    key_hash text not null,
    is_new boolean not null,
    state text not null,
    decision_id uuid,
    decided_at timestamptz,
    due_on date,
    letter_id uuid,
    letter_answer text
);
create index registry_compare_finding_run on registry_compare_finding (run_id, state, code, place);
create index registry_compare_finding_place on registry_compare_finding (run_id, place);
create index registry_compare_finding_village on registry_compare_finding (run_id, village_code);
create index registry_compare_finding_key on registry_compare_finding (key_hash);
create index registry_compare_finding_letter on registry_compare_finding (letter_id);
create index registry_compare_finding_person on registry_compare_finding (person_id);

create table registry_compare_decision (
    id uuid not null primary key,
    run_id uuid not null references registry_compare_run (id),
    verdict text not null,
    count integer not null,
    reason_sealed text,
    made_by_name text not null,
    due_on date,
    undone_at timestamptz,
    undone_by_name text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_compare_decision_run on registry_compare_decision (run_id, created_at);

create table registry_compare_decided (
    id uuid not null primary key,
    decision_id uuid not null references registry_compare_decision (id),
    finding_id uuid not null,
    state_before text not null,
    decision_before uuid,
    changes_sealed text
);
create unique index registry_compare_decided_once on registry_compare_decided (decision_id, finding_id);
create index registry_compare_decided_finding on registry_compare_decided (finding_id);

create table registry_compare_letter (
    id uuid not null primary key,
    run_id uuid not null references registry_compare_run (id),
    owner text not null,
    number text not null,
    count integer not null,
    sent_on date not null,
    due_on date,
    file_id uuid not null,
    answer_file_id uuid,
    answered_on date,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_compare_letter_run on registry_compare_letter (run_id, owner);

alter table registry_question add column due_on date;
alter table registry_question add column finding_id uuid;
create index registry_question_finding on registry_question (finding_id);
