create table platform_user_claim (
    id integer not null primary key autoincrement,
    user_id uuid not null references platform_user (id),
    claim_type text,
    claim_value text
);
