create view registry_v_person as
select p.id, p.household_id, h.number as household_number, head.name as head_name, p.village_code, coalesce(h.group_name, '') as group_name, p.line,
       p.name, p.name_key, p.pinyin, p.sex, p.birth_on, p.relation, p.id_state, p.ended_on, s.value as status
from registry_person p
left join registry_household h on h.id = p.household_id
left join registry_person head on head.id = h.head_person_id
left join registry_household_fact s on s.household_id = p.household_id and s.kind = 'status' and s.until_on is null;
