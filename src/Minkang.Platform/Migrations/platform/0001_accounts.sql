create table platform_user (
    id uuid not null primary key,
    user_name text,
    normalized_user_name text,
    email text,
    normalized_email text,
    email_confirmed boolean not null,
    password_hash text,
    security_stamp text,
    concurrency_stamp text,
    phone_number text,
    phone_number_confirmed boolean not null,
    two_factor_enabled boolean not null,
    lockout_end timestamptz,
    lockout_enabled boolean not null,
    access_failed_count integer not null,
    display_name text not null,
    organisation text not null,
    must_change_password boolean not null,
    closed_at timestamptz,
    created_at timestamptz not null,
    last_sign_in_at timestamptz
);
create unique index platform_user_name on platform_user (normalized_user_name);

create table platform_user_login (
    login_provider text not null,
    provider_key text not null,
    provider_display_name text,
    user_id uuid not null references platform_user (id),
    primary key (login_provider, provider_key)
);

create table platform_user_token (
    user_id uuid not null references platform_user (id),
    login_provider text not null,
    name text not null,
    value text,
    primary key (user_id, login_provider, name)
);

create table platform_assignment (
    id uuid not null primary key,
    user_id uuid not null references platform_user (id),
    role text not null,
    area text not null,
    organisation text,
    from_on date not null,
    until_on date,
    confirmed_by uuid,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index platform_assignment_user on platform_assignment (user_id);

create table platform_region (
    id uuid not null primary key,
    code text not null,
    name text not null,
    aliases text not null,
    from_on date,
    until_on date,
    successor_code text,
    provisional boolean not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index platform_region_code on platform_region (code);

create table platform_job (
    id uuid not null primary key,
    kind text not null,
    title text not null,
    county_code text not null,
    argument text not null,
    state text not null,
    done bigint not null,
    total bigint not null,
    message text not null,
    result text,
    cancel_requested boolean not null,
    attempts integer not null,
    started_at timestamptz,
    alive_at timestamptz,
    ended_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index platform_job_state on platform_job (state, created_at);

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
create table platform_audit_head (
    id integer not null primary key,
    last_seq bigint not null,
    last_hash text not null
);
insert into platform_audit_head (id, last_seq, last_hash) values (1, 0, '');
