create table benefit_batch (
    id uuid not null primary key,
    number text not null,
    hospital text not null,
    payer text not null,
    month date not null,
    state text not null,
    count integer not null,
    amount_fen bigint not null,
    held_count integer not null,
    held_fen bigint not null,
    made_by_name text not null,
    confirmed_by uuid,
    confirmed_by_name text,
    confirmed_at timestamptz,
    paid_by uuid,
    paid_by_name text,
    paid_on date,
    reference text,
    returned_by_name text,
    returned_at timestamptz,
    note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_batch_number on benefit_batch (number);
create index benefit_batch_month on benefit_batch (month, hospital, payer);
create index benefit_batch_state on benefit_batch (state);

create table benefit_batch_share (
    id uuid not null primary key,
    batch_id uuid not null references benefit_batch (id),
    share_id uuid not null references benefit_share (id),
    settlement_id uuid not null references benefit_settlement (id),
    amount_fen bigint not null,
    live boolean not null,
    held boolean not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_batch_share_live on benefit_batch_share (share_id) where live;
create index benefit_batch_share_batch on benefit_batch_share (batch_id);
create index benefit_batch_share_settlement on benefit_batch_share (settlement_id);

create table benefit_match (
    id uuid not null primary key,
    batch_id uuid not null references benefit_batch (id),
    file_name text not null,
    file_hash text not null,
    file_rows integer not null,
    made_by_name text not null,
    valid boolean not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_match_valid on benefit_match (batch_id) where valid;

create table benefit_match_row (
    id uuid not null primary key,
    match_id uuid not null references benefit_match (id),
    row_number integer,
    settlement_id uuid references benefit_settlement (id),
    settlement_number text,
    stated_number text,
    outcome text not null,
    ours_fen bigint,
    theirs_fen bigint,
    remark text,
    decision text,
    reason text,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_match_row_match on benefit_match_row (match_id, outcome);
