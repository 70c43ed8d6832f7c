using LocalAws.Athena;
using LocalAws.Athena.Queries;
using LocalAws.Athena.WorkGroups;
using LocalAws.Catalog;
using LocalAws.Faults;
using LocalAws.Glue;
using LocalAws.Iam.Access;
using LocalAws.Iam.Roles;
using LocalAws.S3;
using LocalAws.S3.Storage;
using LocalAws.Signing;
using LocalAws.Sql;
using LocalAws.State;
using LocalAws.Sts;
using LocalAws.Sts.WebIdentity;
using LocalAws.Wire;
using LocalAws.Wire.Json;
using Microsoft.Extensions.Logging;

namespace LocalAws.Hosting;

/// <summary>Makes the engine that runs statements.</summary>
internal delegate IStatementEngine EngineFactory(StateFolder folder, ICatalog catalog);

/// <summary>What the server is made of: state on disk, the four services over it, and who may sign.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly SqliteCatalog _catalog;
    private readonly SessionStore _sessions;
    private readonly ObjectRecords _objects;
    private readonly IStatementEngine _engine;
    private readonly WorkGroupStore _groups;
    private readonly ProviderKeys _keys = new();
    private readonly FaultInjector _faults;

    private Services(
        StateFolder folder,
        LocalAwsOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        EngineFactory createEngine
    )
    {
        Keys = AccessKeys.FindOrCreate(folder);
        _faults = new(time, loggers.CreateLogger("LocalAws.Faults"));
        Faults = new(_faults);
        Faults.Use(options.Faults);
        _catalog = new(folder.Catalog, time);
        _sessions = new(folder.Sessions, time);
        _objects = new(folder.Objects);
        History = new(folder.Queries, time);
        _engine = createEngine(folder, _catalog);
        var store = new ObjectStore(folder, _objects);
        var limits = QueryLimits.Of(options);
        _groups = new(folder.WorkGroups);
        Identities = new(folder, options);
        var guards = new Guards(Identities, History, options.Region, time);
        Runner = new(
            History,
            _engine,
            new(store),
            guards.Statements.Demand,
            limits,
            _faults,
            time,
            loggers.CreateLogger("LocalAws.Queries")
        );

        var verifier = new SignatureVerifier(options.Region, FindKey, time);
        var glue = new JsonSurface(
            "glue",
            "InternalServiceException",
            GlueOperations.Table(_catalog, time),
            guards.Glue,
            verifier,
            loggers.CreateLogger("LocalAws.Glue")
        );
        var desk = new QueryDesk(History, Runner, _engine, limits, time);
        var athena = new JsonSurface(
            "athena",
            "InternalServerException",
            AthenaOperations.Table(
                desk,
                History,
                Runner,
                store,
                _catalog,
                _groups,
                new(options.AthenaRates, time),
                time
            ),
            guards.Athena,
            verifier,
            loggers.CreateLogger("LocalAws.Athena")
        );
        var s3 = new S3Surface(
            new(store, folder, options.Region, guards.S3, time),
            guards.S3,
            verifier,
            loggers.CreateLogger("LocalAws.S3")
        );
        var sts = new StsSurface(
            new StsOperations(_sessions, new(Identities, guards.Authorizer), new(Identities, _keys, time)).Table(),
            verifier,
            loggers.CreateLogger("LocalAws.Sts")
        );
        Router = new(
            new Dictionary<string, ISurface> { ["AmazonAthena"] = athena, ["AWSGlue"] = glue },
            sts,
            s3,
            new(_faults, time, options.Stop),
            new(Faults, Keys)
        );
    }

    public AccessKeys Keys { get; }

    public Identities Identities { get; }

    public SurfaceRouter Router { get; }

    public FaultControl Faults { get; }

    public QueryHistory History { get; }

    public QueryRunner Runner { get; }

    public static Services Open(
        StateFolder folder,
        LocalAwsOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        EngineFactory engine
    ) => new(folder, options, time, loggers, engine);

    public static IStatementEngine DuckDb(StateFolder folder, ICatalog catalog) =>
        new DuckDbStatementEngine(folder.Lake, catalog);

    /// <summary>Runs again what an earlier process left unfinished.</summary>
    public void Start() => Runner.Resume();

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        if (_engine is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (_engine as IDisposable)?.Dispose();
        History.Dispose();
        _groups.Dispose();
        _objects.Dispose();
        _sessions.Dispose();
        _keys.Dispose();
        _catalog.Dispose();
    }

    private SigningKey? FindKey(string accessKeyId)
    {
        if (accessKeyId == Keys.AccessKeyId)
            return new(Keys.SecretAccessKey, SessionToken: null, Expires: null, Caller.Administrator);
        return _faults.Expired(accessKeyId, _sessions.FindKey(accessKeyId));
    }
}
