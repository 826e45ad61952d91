// name: remove_attendance
// purpose: Take back what was recorded of organizations at meetings.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (:Organization {id: row.organization})-[t:ATTENDED]->(:Meeting {id: row.meeting})
DELETE t
