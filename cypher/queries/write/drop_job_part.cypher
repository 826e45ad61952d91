// name: drop_job_part
// purpose: Forget a part of the answer of a job.
// params: id: string
// returns: none
// order: none
MATCH (p:JobPart {id: $id})
DELETE p
