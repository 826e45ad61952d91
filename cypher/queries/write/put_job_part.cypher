// name: put_job_part
// purpose: Write down a part of the answer of a job.
// params: id: string, holder: string, now: float, data: string
// returns: none
// order: none
MERGE (p:JobPart {id: $id})
SET p.holder = $holder, p.at = $now, p.data = $data
