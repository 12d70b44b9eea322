alter table registry_compare_run add column is_final boolean not null default false;
alter table registry_compare_run add column checked_at timestamptz;
alter table registry_compare_run add column check_passed boolean;

alter table registry_compare_input add column reading text;
alter table registry_compare_input add column list_on date;
