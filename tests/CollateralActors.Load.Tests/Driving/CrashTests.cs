using System.Globalization;
using CollateralActors.Audit;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Load.Driving;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation;

namespace CollateralActors.Load.Tests.Driving;

/// <summary>A process is killed again and again with writes in flight; nothing answered is lost, nothing is done twice.</summary>
public sealed class CrashTests
{
    private const int Accounts = 60;
    private const int Kills = 20;
    private const int KillsAmid = 3;
    private const long Seed = 20_250_203;

    [Fact]
    public async Task A_run_that_is_killed_twenty_times_ends_as_if_nothing_had_happened()
    {
        using var folder = new TestFolder();
        var undisturbed = await Runs.RunAsync(new SimulationOptions(Runs.Crash(Accounts), folder["calm.db"], Runs.Settings()));
        var victim = new Victim(Accounts, folder["crash.db"]);
        var random = SeededRandom.For(Seed, "kills");
        var kills = 0;
        while (victim.Live(MomentOf(random, kills, (int)(undisturbed.Events / Kills))))
        {
            kills++;
            EveryAnswerIsStoredOnce(folder["crash.db"], victim);
        }

        Assert.True(kills >= Kills, $"killed {kills} times only, seed {Seed}");
        EveryAnswerIsStoredOnce(folder["crash.db"], victim);
        Assert.Equal(undisturbed.StateHash, victim.StateHash);
        var verified = JournalAudit.Verify(folder["crash.db"]);
        Assert.Empty(verified.Mismatches);
        Assert.Empty(verified.MissedCalls);
        Assert.True(verified.Holds);
        Assert.Equal(0, verified.OutstandingDuties);
    }

    // How many accounts is said by COLLATERAL_KILL_ACCOUNTS; scripts/soak has a thousand liquidations.
    [Fact]
    public async Task A_run_that_is_killed_amid_its_liquidations_ends_each_of_them_once()
    {
        var accounts = int.Parse(Environment.GetEnvironmentVariable("COLLATERAL_KILL_ACCOUNTS") ?? "120", CultureInfo.InvariantCulture);
        using var folder = new TestFolder();
        var undisturbed = await Runs.RunAsync(new SimulationOptions(Runs.Crash(accounts), folder["calm.db"], Runs.Settings()));
        var all = undisturbed.Liquidations.Started;
        var victim = new Victim(accounts, folder["crash.db"]);
        var (begun, kills) = (new HashSet<string>(), 0);
        while (victim.Live(line => IsBeginning(line) && kills < KillsAmid && begun.Count * (KillsAmid + 1) >= all * (kills + 1)))
            kills++;
        Assert.Equal(KillsAmid, kills);
        Assert.Equal(undisturbed.StateHash, victim.StateHash);
        Assert.True(JournalAudit.Verify(folder["crash.db"]).Holds);

        bool IsBeginning(string line) => line.StartsWith("stored liquidation-", StringComparison.Ordinal) && begun.Add(line.Split(' ')[1]);
    }

    /// <summary>
    /// Every third of the first ten kills comes right after the first leg of a trade was stored, before the other side has
    /// heard of it; the others after some number of events or answers.
    /// </summary>
    private static Func<string, bool> MomentOf(SeededRandom random, int kill, int spacing)
    {
        if (kill >= Kills)
            return _ => false;
        var left = random.NextInt(1, spacing);
        var mustBeFirstLeg = kill % 3 == 0 && kill < Kills / 2;
        var isRecovered = false;
        return line =>
        {
            // Events that recovery shows again are not new ones: count from the first answer of this life on.
            isRecovered |= line.StartsWith("answered ", StringComparison.Ordinal);
            if (!isRecovered)
                return false;
            left--;
            return left <= 0 && (!mustBeFirstLeg || line.EndsWith("first-leg", StringComparison.Ordinal));
        };
    }

    private static void EveryAnswerIsStoredOnce(string journal, Victim victim)
    {
        var (commands, duties) = (new Dictionary<string, int>(), new Dictionary<(string, EntityId, long), int>());
        using (var reader = JournalReader.Open(journal))
        {
            foreach (var row in reader.ReadAll())
            {
                var recorded = EventCodec.Default.Decode(row.Manifest, row.Payload);
                if (recorded.Part != 1)
                    continue;
                if (recorded.Cause.Origin is Origin.Client client)
                    commands[client.Id.Value] = commands.GetValueOrDefault(client.Id.Value) + 1;
                if (recorded.Cause.Origin is Origin.Duty duty)
                {
                    var key = (row.PersistenceId, duty.Sender, duty.Sequence);
                    duties[key] = duties.GetValueOrDefault(key) + 1;
                }
            }
        }

        Assert.All(commands, command => Assert.Equal(1, command.Value));
        Assert.All(duties, duty => Assert.Equal(1, duty.Value));
        Assert.All(
            victim.Answered.Where(answer => answer.Outcome is "Accepted" or "AlreadyApplied"),
            answer => Assert.True(
                commands.ContainsKey(answer.Command),
                string.Create(CultureInfo.InvariantCulture, $"{answer.Command} was answered and is lost, seed {Seed}")));
    }
}
