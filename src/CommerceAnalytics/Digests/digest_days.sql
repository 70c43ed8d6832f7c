-- Two weeks of the live overview, a text a day.
SELECT
    {{part}} AS part,
    service_name,
    CAST(day AS varchar) AS subject,
    array_join(
        ARRAY[
            {{measures}}
        ],
        {{separator}},
        ''
    ) AS value
FROM {{table}}
WHERE service_name IN ({{services}}) AND day >= date_add('day', -{{days}}, calculation_date)
