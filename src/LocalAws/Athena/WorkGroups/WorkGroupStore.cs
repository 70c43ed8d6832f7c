using System.Text.Json;
using LocalAws.State;

namespace LocalAws.Athena.WorkGroups;

/// <summary>The lake's workgroups, on disk. <c>primary</c> is always there.</summary>
internal sealed class WorkGroupStore : IDisposable
{
    private readonly SqliteFile _file;

    public WorkGroupStore(string path)
    {
        _file = new(path, "workgroups");
        Add(new WorkGroup { Name = WorkGroup.Primary });
    }

    /// <summary>All, by name.</summary>
    public IReadOnlyList<WorkGroup> All() =>
        _file.Query("SELECT definition FROM workgroups ORDER BY name", r => Read(r.GetString(0)));

    public WorkGroup? Find(string name)
    {
        return _file
            .Query("SELECT definition FROM workgroups WHERE name = $name", r => Read(r.GetString(0)), ("$name", name))
            .FirstOrDefault();
    }

    /// <summary>False where there is one of that name.</summary>
    public bool Add(WorkGroup group)
    {
        return _file.Execute(
                "INSERT INTO workgroups VALUES ($name, $definition) ON CONFLICT DO NOTHING",
                ("$name", group.Name),
                ("$definition", JsonSerializer.Serialize(group))
            ) > 0;
    }

    public void Update(WorkGroup group)
    {
        _file.Execute(
            "UPDATE workgroups SET definition = $definition WHERE name = $name",
            ("$name", group.Name),
            ("$definition", JsonSerializer.Serialize(group))
        );
    }

    public void Delete(string name) => _file.Execute("DELETE FROM workgroups WHERE name = $name", ("$name", name));

    public void Dispose() => _file.Dispose();

    private static WorkGroup Read(string json) => JsonSerializer.Deserialize<WorkGroup>(json)!;
}
