-- What a service's summary tables say about the events behind them: a row for each table that has rows.
SELECT
    query_type,
    sum(part) AS part,
    sum(whole) AS whole
FROM (
    {{tables}}
) AS tables
GROUP BY query_type
