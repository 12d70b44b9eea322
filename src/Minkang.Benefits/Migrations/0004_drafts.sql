alter table benefit_adoption add column end_asked_on date;
alter table benefit_adoption add column end_asked_by uuid;
alter table benefit_adoption add column end_asked_by_name text;
alter table benefit_adoption add column end_reason text;

create table benefit_draft (
    id uuid not null primary key,
    name text not null,
    base_id text not null,
    base_text text not null,
    extended text not null,
    text text not null,
    number integer not null,
    saved_by_name text not null,
    ended_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);

create table benefit_draft_version (
    id uuid not null primary key,
    draft_id uuid not null references benefit_draft (id),
    number integer not null,
    text text not null,
    saved_by_name text not null,
    problems integer not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_draft_version_number on benefit_draft_version (draft_id, number);

create table benefit_what_if (
    id uuid not null primary key,
    year integer not null,
    source_name text not null,
    bills_file_id uuid,
    before_title text not null,
    before_text text not null,
    before_extended text not null,
    before_given text not null,
    after_title text not null,
    after_text text not null,
    after_extended text not null,
    after_given text not null,
    asked_by_name text not null,
    job_id uuid,
    result text,
    persons_file_id uuid,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_what_if_created on benefit_what_if (created_at);
