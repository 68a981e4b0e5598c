using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CollateralActors.Audit;
using CollateralActors.Audit.Findings;
using CollateralActors.Cli.Margin;

namespace CollateralActors.Cli.Audit;

/// <summary>A verification as one JSON object. Amounts are texts, so that no reader rounds them.</summary>
internal static class VerificationJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(Verification verification)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, verification);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, Verification v)
    {
        json.WriteStartObject();
        json.WriteBoolean("holds", v.Holds);
        json.WriteNumber("events", v.Events);
        json.WriteNumber("entities", v.Entities);
        json.WriteNumber("redecided", v.Redecided);
        Write(json, "mismatches", v.Mismatches);
        Write(json, "gaps", v.Gaps);
        Write(json, "altered", v.Altered);
        Write(json, "undecodable", v.Undecodable);
        Write(json, "missedCalls", v.MissedCalls);
        if (v.OverdueCalls.Count > 0)
            Write(json, "overdueCalls", v.OverdueCalls);
        json.WriteStartObject("conservation");
        json.WriteBoolean("holds", v.Conservation.Holds);
        json.WriteStartObject("drift");
        foreach (var (asset, drift) in v.Conservation.Drift)
            json.WriteString(asset.Value, drift.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("stateHash", v.StateHash);
        json.WriteNumber("eventsPerSecond", Math.Round(v.EventsPerSecond, MidpointRounding.ToEven));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<AuditFinding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            Write(json, finding.Place, finding.Cause);
            json.WriteString("problem", finding.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<MissedCall> calls)
    {
        json.WriteStartArray(name);
        foreach (var call in calls)
            Write(json, call);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MissedCall call)
    {
        json.WriteStartObject();
        Write(json, call.Place, call.Cause);
        if (!call.Scope.IsCross)
            json.WriteString("isolated", call.Scope.ToString());
        if (call.Unsettled is { } held)
            json.WriteString("unsettled", held.Value);
        json.WriteNumber("frame", call.Frame.Value);
        json.WriteNumber("upToFrame", call.UpTo.Value);
        json.WriteString("recorded", Words.Of(call.Recorded));
        json.WriteString("evaluated", Words.Of(call.Evaluated));
        json.WriteString("equity", call.Equity.ToString());
        json.WriteString("maintenance", call.Maintenance.ToString());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Place place, string? cause)
    {
        json.WriteNumber("ordering", place.Ordering);
        json.WriteString("persistenceId", place.PersistenceId);
        json.WriteNumber("sequence", place.Sequence);
        json.WriteString("cause", cause);
    }
}
