-- The newest refreshes of one summary table, as the reports of the runs have them.
SELECT
    r.execution_date,
    r.run_id,
    r.finished_at,
    t.status,
    t.rows,
    t.data_scanned_bytes,
    t.engine_ms,
    r.kind,
    array_join(t.excluded_days, ', ') AS excluded_days
FROM pipeline_runs AS r
CROSS JOIN UNNEST(r.services) AS s
CROSS JOIN UNNEST(s.tables) AS t
WHERE s.service_name = '{{service}}' AND t.query_type = '{{query_type}}'
ORDER BY r.started_at DESC
LIMIT 90
