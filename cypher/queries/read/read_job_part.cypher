// name: read_job_part
// purpose: A part of the answer of a job.
// params: id: string
// returns: data: string
// order: data ascending
MATCH (p:JobPart {id: $id})
RETURN p.data AS data
ORDER BY data
