using LocalAws.Athena.Queries;

namespace LocalAws.Athena.Results;

/// <summary>
/// Where a query's objects lie, by its kind: a SELECT has a CSV, a CTAS or INSERT a manifest of the files written, all
/// else a text. All of a CTAS lies in a sub-folder <c>tables/</c>.
/// </summary>
internal sealed record ResultPlace(S3Location Result, S3Location Metadata, S3Location? Manifest, bool IsCsv)
{
    public static ResultPlace Of(QueryExecution query)
    {
        var id = query.Id;
        var prefix = S3Location.TryParse(query.Question.OutputLocation)!;
        return query.Kind switch
        {
            { IsCtas: true } => new(
                prefix.Below("tables").Below(id),
                prefix.Below("tables").Below($"{id}.metadata"),
                prefix.Below("tables").Below($"{id}-manifest.csv"),
                IsCsv: false
            ),
            { SubstatementType: "INSERT" } => new(
                prefix.Below(id),
                prefix.Below($"{id}.metadata"),
                prefix.Below($"{id}-manifest.csv"),
                IsCsv: false
            ),
            { StatementType: "DML", SubstatementType: not "EXPLAIN" } => new(
                prefix.Below($"{id}.csv"),
                prefix.Below($"{id}.csv.metadata"),
                Manifest: null,
                IsCsv: true
            ),
            _ => new(prefix.Below($"{id}.txt"), prefix.Below($"{id}.txt.metadata"), Manifest: null, IsCsv: false),
        };
    }
}
