-- The service's days in the overview, a text each.
SELECT
    {{query_type}} AS query_type,
    CAST({{date}} AS varchar) AS figure,
    CAST(day AS varchar) AS subject,
    array_join(
        ARRAY[
            {{measures}}
        ],
        {{separator}},
        ''
    ) AS value
FROM {{table}}
WHERE service_name = {{service}} AND {{condition}}
