-- What rose and fell most of one summary between two nights, for each service.
SELECT
    {{part}} AS part,
    service AS service_name,
    name AS subject,
    CAST(amount AS varchar) || {{separator}} || CAST(before AS varchar) AS value
FROM (
    SELECT
        service,
        name,
        amount,
        before,
        ROW_NUMBER() OVER (PARTITION BY service ORDER BY amount - before DESC, name) AS rise,
        ROW_NUMBER() OVER (PARTITION BY service ORDER BY amount - before, name) AS fall
    FROM (
        -- Rows of one name are added up. What has an unknown part is unknown.
        SELECT
            service,
            name,
            IF(COUNT(amount) = COUNT(*), SUM(amount)) AS amount,
            IF(COUNT(before) = COUNT(*), SUM(before)) AS before
        FROM (
            SELECT
                service,
                name,
                -- What a full table does not hold is unknown, not zero.
                IF(night_rows > 0, amount, IF(SUM(night_rows) OVER (PARTITION BY service) < {{limit}}, 0)) AS amount,
                IF(rows_before > 0, before, IF(SUM(rows_before) OVER (PARTITION BY service) < {{limit}}, 0)) AS before
            FROM (
                SELECT
                    service,
                    COALESCE({{name}}, '') AS name,
                    SUM(IF(night = {{night}}, {{measure}})) AS amount,
                    SUM(IF(night = {{night_before}}, {{measure}})) AS before,
                    COUNT_IF(night = {{night}}) AS night_rows,
                    COUNT_IF(night = {{night_before}}) AS rows_before
                FROM {{table}}
                WHERE service IN ({{services}}) AND night IN ({{night}}, {{night_before}})
                GROUP BY service, {{keys}}
            )
        )
        GROUP BY service, name
    )
    WHERE amount <> before
)
WHERE (rise <= {{most}} AND amount > before) OR (fall <= {{most}} AND amount < before)
