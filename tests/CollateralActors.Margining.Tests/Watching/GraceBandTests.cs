using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Accounts that are watched by bands while the risk book is on a grace path, over random books.</summary>
public sealed class GraceBandTests
{
    private const int Start = 6;
    private const int End = 40;

    [Property(MaxTest = 60)]
    public void Watching_by_bands_finds_the_same_calls_and_liquidations_as_visiting_everybody(int seed) => Watch(seed);

    [Fact]
    public void Both_kinds_of_change_come_up_and_bands_spare_looks()
    {
        var days = Enumerable.Range(0, 12).Select(Watch).ToList();
        Assert.True(days.Sum(day => day.Graced) > 20, $"{days.Sum(day => day.Graced)} accounts got time");
        Assert.True(days.Sum(day => day.Ended) > 0, "nobody was short when a path ended");
        Assert.True(days.Sum(day => day.Looks) < days.Sum(day => day.Visits) / 2, "bands spare too little");
    }

    private static (int Graced, int Ended, int Looks, int Visits) Watch(int seed)
    {
        var venue = new RandomVenue(seed);
        var (old, @new) = Books(venue);
        var raw = venue.Market(old);
        var accounts = Enumerable.Range(0, 30).Select(i => AccountOf(RandomVenue.InMode(i, venue.Book(old)), i)).ToArray();
        var watched = new (MarginStatus, Instant?)[accounts.Length];
        var (ladder, market, looks, graced, ended) = (new Ladder(), View(raw), 0, 0, 0);
        for (var i = 0; i < accounts.Length; i++)
            Assert.Equal(i, ladder.NumberOf(accounts[i].Id));
        Answer(null);
        for (var frame = 0; frame < 50; frame++)
        {
            var previous = market;
            raw = venue.Move(raw, mayChangeRisk: false);
            market = View(raw);
            Answer(previous);
            Assert.Equal(
                (seed, market.Frame, string.Join(' ', accounts.Select(account => StandOf(account, market)))),
                (seed, market.Frame, string.Join(' ', watched)));
        }

        return (graced, ended, looks, 51 * accounts.Length);

        MarketView View(MarketView at) => new(
            at.Frame,
            at.Time,
            at.Frame.Value < Start ? old : @new,
            at.IndexPrices,
            at.Marks,
            path: at.Frame.Value is >= Start and < End
                ? new GracePath(old, new Instant(Start * 1_000), new Instant(End * 1_000))
                : null)
        {
            FundingIndices = at.FundingIndices,
            InterestIndices = at.InterestIndices,
        };

        void Answer(MarketView? previous)
        {
            foreach (var number in ladder.PassRenewing(previous, market).ToArray())
            {
                var seen = Assessment.Of(accounts[number], MarginScope.Cross, market);
                looks++;
                var before = watched[number];
                watched[number] = StandOf(accounts[number], market);
                graced += watched[number].Item2 is not null && before.Item2 is null ? 1 : 0;
                ended += before.Item2 is not null && market.Frame.Value == End && watched[number].Item1 == MarginStatus.Liquidation ? 1 : 0;
                Assert.True(ladder.Set(number, seen.BandAt(market), seen.Severity.Value), $"seed {seed}, account {number}");
            }
        }
    }

    [Property(MaxTest = 150)]
    public void Nobody_who_is_short_by_the_new_book_only_is_in_liquidation_before_the_path_ends(int seed)
    {
        var venue = new RandomVenue(seed);
        var (old, @new) = Books(venue);
        var at = venue.Market(old);
        var account = AccountOf(RandomVenue.InMode(seed, venue.Book(old)), 0);
        MarginFigures By(RiskBook book, GracePath? path = null)
        {
            var market = new MarketView(at.Frame, at.Time, book, at.IndexPrices, at.Marks, path: path)
            {
                FundingIndices = at.FundingIndices,
                InterestIndices = at.InterestIndices,
            };
            return ScopeFigures.Of(account, account.ToMarginBook(market), MarginScope.Cross, market);
        }

        var (before, after) = (By(old), By(@new));
        var on = By(@new, new GracePath(old, at.Time + TimeSpan.FromSeconds(-1), at.Time + TimeSpan.FromSeconds(3)));
        Assert.Equal(before.Value, after.Value);
        Assert.Equal(
            after.Status >= MarginStatus.Liquidation && before.Status >= MarginStatus.Liquidation,
            on.Status >= MarginStatus.Liquidation);
        Assert.Equal(after.Status >= MarginStatus.Liquidation && before.Status < MarginStatus.Liquidation, on.GraceUntil is not null);
        Assert.True(on.Status == after.Status || on is { Status: MarginStatus.MarginCall, GraceUntil: not null });
        Assert.Equal(after.Initial, on.Initial);
        var (was, asked, slack) = (Slack(before), Slack(after), Slack(on));
        if (asked >= was)
            Assert.Equal(asked, slack);
        else
            Assert.InRange(slack - was - ((asked - was) / 4m), -0.000001m, 0.000001m);
    }

    // What a contract is stays; everything else may rise or fall.
    private static (RiskBook Old, RiskBook New) Books(RandomVenue venue)
    {
        var (old, drawn) = (venue.MakeRisk(1), venue.MakeRisk(2));
        var instruments = drawn.Instruments.Select(i => i with { ContractSize = old[i.Id].ContractSize });
        return (old, new RiskBook(
            drawn.Version, drawn.Valuation, drawn.MarginCallRatio, drawn.LiquidationTarget, drawn.Assets, instruments)
        {
            Portfolio = drawn.Portfolio,
        });
    }

    private static decimal Slack(MarginFigures figures) => (figures.Equity - figures.Maintenance).Value;

    private static (MarginStatus, Instant?) StandOf(AccountState account, MarketView market)
    {
        var figures = Assessment.Of(account, MarginScope.Cross, market).Figures;
        return (figures.Status, figures.GraceUntil);
    }

    private static AccountState AccountOf(MarginBook book, int number) =>
        AccountState.Initial(new AccountId(FormattableString.Invariant($"account-{number:000}"))) with
        {
            IsOpen = true,
            Mode = book.Mode,
            Balances = book.Balances.ToImmutableSortedDictionary(b => b.Asset.Id, b => b.Balance),
            InterestIndices = book.Balances.Where(b => b.Balance < Amount.Zero)
                .ToImmutableSortedDictionary(b => b.Asset.Id, b => b.InterestIndex),
            Positions = book.Positions.ToImmutableSortedDictionary(
                p => p.Instrument.Id,
                p => new AccountPosition(p.Quantity, p.EntryValue) { FundingValue = p.FundingValue }),
        };
}
