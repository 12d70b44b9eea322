create table benefit_fund (
    id uuid not null primary key,
    name text not null,
    year integer not null,
    source text not null,
    planned_fen bigint not null,
    payer text,
    note text,
    entries integer not null,
    made_by_name text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_fund_name on benefit_fund (year, name);

create table benefit_fund_entry (
    id uuid not null primary key,
    fund_id uuid not null references benefit_fund (id),
    kind text not null,
    on_date date not null,
    amount_fen bigint not null,
    party text not null,
    receiver text,
    goods text,
    reference text not null,
    state text not null,
    entered_by_name text not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    note text,
    reverses_id uuid references benefit_fund_entry (id),
    reversed_by uuid,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index benefit_fund_entry_reverses on benefit_fund_entry (reverses_id) where state <> 'refused';
create index benefit_fund_entry_fund on benefit_fund_entry (fund_id, on_date);
