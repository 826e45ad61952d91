// name: list_job_parts
// purpose: What there is of answers of jobs, without the answers.
// params: none
// returns: id: string, holder: string, at: float
// order: id ascending
MATCH (p:JobPart)
RETURN p.id AS id, p.holder AS holder, p.at AS at
ORDER BY id
