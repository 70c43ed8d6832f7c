-- Ties go by the key, so that a rerun gives the very same rows.
ORDER BY {{by}} DESC NULLS LAST{{keys}}
LIMIT {{limit}}
