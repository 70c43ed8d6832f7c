namespace Amazon.Glue.Model;

public class Database
{
    public string CatalogId { get; set; }

    public DateTime? CreateTime { get; set; }

    public string Description { get; set; }

    public string LocationUri { get; set; }

    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;
}
