// name: column_organizations
// purpose: All organizations, one list a column; an empty text stands for an unknown one.
// params: none
// returns: id: list, name: list, name_fr: list, aliases: list, languages: list, populations: list, website: list, since: list, until: list, sources: list, confidence: list
// order: one row; the lists run in parallel
MATCH (o:Organization)
RETURN collect(o.id) AS id, collect(coalesce(o.name, o.id)) AS name, collect(coalesce(o.name_fr, '')) AS name_fr,
       collect(coalesce(o.aliases, [])) AS aliases, collect(coalesce(o.languages, [])) AS languages,
       collect(coalesce(o.populations, [])) AS populations,
       collect(coalesce(o.website, '')) AS website, collect(coalesce(o.since, '')) AS since,
       collect(coalesce(o.until, '')) AS until, collect(coalesce(o.sources, [])) AS sources,
       collect(coalesce(o.confidence, '')) AS confidence
