create table platform_audit (
    seq bigint not null primary key,
    at timestamptz not null,
    actor_id uuid not null,
    actor_name text not null,
    action text not null,
    subject_kind text not null,
    subject_id uuid,
    purpose text,
    detail_sealed text,
    previous_hash text not null,
    hash text not null
);
create index platform_audit_subject on platform_audit (subject_id, seq);
create index platform_audit_actor on platform_audit (actor_id, seq);

create table platform_audit_head (
    id integer not null primary key,
    last_seq bigint not null,
    last_hash text not null
);
insert into platform_audit_head (id, last_seq, last_hash) values (1, 0, '');

create table platform_file (
    id uuid not null primary key,
    name text not null,
    sha256 text not null,
    size_bytes bigint not null,
    key_id text not null,
    content bytea not null,
    created_at timestamptz not null,
    created_by uuid not null
);
create index platform_file_sha256 on platform_file (sha256);

create table platform_setting (
    id uuid not null primary key,
    name text not null,
    value text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index platform_setting_name on platform_setting (name);
