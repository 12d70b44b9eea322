create view registry_v_household_cause as
select f.id, f.household_id, f.value as cause, case f.kind when 'cause_primary' then 1 else 0 end as is_main
from registry_household_fact f
where f.kind in ('cause_primary', 'cause_secondary') and f.until_on is null;
