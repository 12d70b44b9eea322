create table registry_precision (
    id uuid not null primary key,
    household_id uuid not null references registry_household (id),
    precision text not null,
    is_met boolean not null,
    recorded_on date not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorder_name text not null
);
create index registry_precision_household on registry_precision (household_id, recorded_at);
create table registry_score_weights (
    id uuid not null primary key,
    area_code text not null,
    from_on date not null,
    members integer not null,
    living integer not null,
    burden integer not null,
    economy integer not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorder_name text not null
);
create index registry_score_weights_area on registry_score_weights (area_code, from_on);
create table registry_poverty_score (
    id uuid not null primary key,
    household_id uuid not null references registry_household (id),
    weights_id uuid not null references registry_score_weights (id),
    members integer not null,
    living integer not null,
    burden integer not null,
    economy integer not null,
    total_hundredths integer not null,
    scored_on date not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorder_name text not null
);
create index registry_poverty_score_household on registry_poverty_score (household_id, scored_on);
