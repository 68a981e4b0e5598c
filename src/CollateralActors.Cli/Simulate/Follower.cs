using System.Globalization;
using CollateralActors.Load.Driving;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Simulate;

/// <summary>Shows a run while it goes on: a line a minute of the scenario, on a terminal or if asked to.</summary>
internal sealed class Follower(TextWriter error, bool always) : IProgress<SimulationProgress>
{
    private readonly bool isOn = always || !Console.IsErrorRedirected;
    private long lastMinute = -1;
    private bool hasHeader;

    public void Report(SimulationProgress value)
    {
        var minute = value.Last.Market.Time.UnixMilliseconds / 60_000;
        var isLast = value.Last.Round.Number == value.Rounds - 1;
        if (!isOn || (minute == lastMinute && !isLast))
            return;
        lastMinute = minute;
        if (!hasHeader)
        {
            error.WriteLine(Header);
            hasHeader = true;
        }

        error.WriteLine(Line(value));
    }

    private const string Header =
        "time (UTC)   BTC        sources                          healthy   call  liq.  bankr.   calls  liquidations  "
        + "fund USDT    events   events/s";

    private static string Line(SimulationProgress p)
    {
        var tally = p.Tally;
        int Of(MarginStatus status) => tally.ByStatus[(int)status];
        var fund = tally.Funds.GetValueOrDefault(new AssetId("USDT"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{p.Last.Market.Time.ToString()[11..19]}  {Price(p.Last.Market),10}  {Sources(p.Last),-31}  "
            + $"{Of(MarginStatus.Healthy),7}  {Of(MarginStatus.MarginCall),5}  {Of(MarginStatus.Liquidation),4}  "
            + $"{Of(MarginStatus.Bankrupt),6}  "
            + $"{tally.MarginCalls,6}  {tally.LiquidationsEnded,5} of {tally.LiquidationsStarted,-4}  {fund,10:F2}  "
            + $"{tally.Events,8}  {tally.Events / p.Elapsed.TotalSeconds,9:F0}");
    }

    private static string Price(MarketView market) => market.IndexPrice(new AssetId("BTC"))?.ToString() ?? "none";

    // What each source said last; a source that said nothing in the round is stale or silent.
    private static string Sources(RoundOutcome outcome)
    {
        var round = (MarketCommand.SubmitQuotes)outcome.Round.Quotes.Command;
        var quotes = round.Quotes.Where(q => q.Symbol.Value == "BTC");
        return string.Join(' ', quotes.Select(q => $"{q.Source.Value[..1]}:{q.Price}"));
    }
}
