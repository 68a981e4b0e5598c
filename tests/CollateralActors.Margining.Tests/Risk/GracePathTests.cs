using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Risk;

/// <summary>
/// From one version of the risk book to the next by a grace path: maintenance 2.5 % of 50,000 before, 5 % after it.
/// </summary>
public sealed class GracePathTests
{
    private static readonly MarketDecider Decider = new(new Shards(2));
    private static readonly Instant Since = new(2_000);
    private static readonly Instant Until = new(6_000);
    private static readonly RiskBook Doubled = Raised(2);

    [Theory]
    [InlineData(2_000, 1_250)]
    [InlineData(3_000, 1_562.5)]
    [InlineData(4_000, 1_875)]
    [InlineData(5_999, 2_499.6875)]
    public void Maintenance_goes_from_the_old_to_the_new_one_by_time(long time, decimal maintenance)
    {
        var market = On(4, time);
        var account = Account.Holding(1m, 100_000m).State;
        var figures = ScopeFigures.Of(account, account.ToMarginBook(market), MarginScope.Cross, market);
        Assert.Equal((maintenance, 5_000m), (figures.Maintenance.Value, figures.Initial.Value));
    }

    [Fact]
    public void Where_the_new_one_asks_for_less_it_holds_at_once()
    {
        var market = new MarketView(
            new FrameNumber(4), new Instant(4_000), Rules.WithVersion(new RiskBookVersion(3)), Frame().IndexPrices,
            Frame().Marks, path: new GracePath(Doubled, Since, Until));
        var account = Account.Holding(1m, 100_000m).State;
        var figures = ScopeFigures.Of(account, account.ToMarginBook(market), MarginScope.Cross, market);
        Assert.Equal(1_250m, figures.Maintenance.Value);
    }

    [Fact]
    public void Who_is_short_by_the_new_one_only_is_called_and_liquidated_when_the_path_ends()
    {
        var called = Account.Holding(1m, 2_000m).At(On(2, 2_000)).WhenWoken();
        var call = Assert.IsType<AccountEvent.MarginCallIssued>(Assert.Single(called.Result.Events).Event);
        Assert.Equal((MarginStatus.Healthy, Until), (call.From, call.GraceUntil));
        called.At(On(3, 5_999)).WhenWoken().ThenNothingStored();
        called.At(After(4)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void Who_was_called_already_hears_of_the_deadline()
    {
        var account = Account.Holding(1m, 1_400m).At(Frame(2)).WhenWoken().ThenKinds(typeof(AccountEvent.MarginCallIssued))
            .ThenState(state => Assert.Null(state.GraceUntil));
        account.At(On(3, 2_000)).WhenWoken();
        var call = Assert.IsType<AccountEvent.MarginCallIssued>(Assert.Single(account.Result.Events).Event);
        Assert.Equal((MarginStatus.MarginCall, Until), (call.From, call.GraceUntil));
        account.ThenState(state => Assert.Equal(Until, state.GraceUntil)).At(On(4, 3_000)).WhenWoken().ThenNothingStored();
    }

    // 2,300 − 600 is healthy by 2.5 % of 49,400, and not by 5 %.
    [Fact]
    public void A_demand_from_before_the_path_is_due_at_its_end_as_any_other()
    {
        var calls = new CallRules { Period = TimeSpan.FromSeconds(3) };
        var (old, raised) = (WithCalls(Rules, calls), WithCalls(Doubled, calls));
        var account = Account.Holding(1m, 2_300m).At(Frame(2, btc: 49_100m, risk: old)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MarginCallIssued), typeof(AccountEvent.MarginDemanded))
            .ThenState(state => Assert.Equal(new Instant(5_000), state.Demand!.Deadline));
        account.At(By(3, 4_000, path: true)).WhenWoken();
        Assert.True(Account.BandOf(account).Contains(By(4, 5_500, path: true)));
        account.At(By(4, 5_500, path: true)).WhenWoken().ThenNothingStored();
        account.At(By(5, 6_000, path: false)).WhenWoken();
        Assert.Contains(account.Result.Events, recorded => recorded.Event is AccountEvent.DemandExpired);

        // One that is made on the path says so.
        var later = Account.Holding(1m, 2_300m).At(By(3, 2_500, path: true)).WhenWoken();
        Assert.Equal(Until, later.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.MarginDemanded>().Single().Deadline);

        MarketView By(long frame, long time, bool path) => new(
            new FrameNumber(frame), new Instant(time), raised, Frame(btc: 49_400m).IndexPrices, Frame().Marks,
            path: path ? new GracePath(old, Since, Until) : null);
    }

    [Fact]
    public void Who_has_paid_by_the_end_is_left_alone()
    {
        var account = Account.Holding(1m, 2_000m).At(On(2, 2_000)).WhenWoken();
        account.When(Deposit(5_000m)).ThenKinds(typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted))
            .ThenState(state => Assert.Null(state.GraceUntil));
        account.At(After(4)).WhenWoken().ThenNothingStored();
    }

    [Fact]
    public void Who_is_short_by_the_old_one_too_is_liquidated_as_ever_and_no_further_than_the_old_one_asks()
    {
        var account = Account.Holding(1m, 1_000m).At(On(2, 2_000)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        account.WhenOwed(Account.Liquidation, 1, new AccountCommand.PlanStep(Account.First, 1));
        var step = Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[0].Event);
        var alone = Account.Holding(1m, 1_000m).At(Frame(2)).WhenWoken();
        alone.WhenOwed(Account.Liquidation, 1, new AccountCommand.PlanStep(Account.First, 1));
        Assert.Equal(Assert.IsType<AccountEvent.StepPlanned>(alone.Result.Events[0].Event).Quantity, step.Quantity);
    }

    [Fact]
    public void New_risk_needs_the_new_initial_margin_at_once() => Account.Holding(1m, 5_200m).At(On(2, 2_000))
        .When(Reserve("o-1", 0.05m, 50_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "");

    [Fact]
    public void Frames_name_the_path_while_it_lasts_and_one_comes_at_its_end()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Since, Until));
        Assert.Equal(Since, Decider.NextDue(market.State));
        var path = new PathTerms(new RiskBookVersion(1), Since, Until);
        market.AtTime(2_500).When(Pass).Then(Issued(2, 2, path));
        Assert.Equal(Until, Decider.NextDue(market.State));
        market.AtTime(5_999).When(Pass).ThenNothingStored();
        market.AtTime(6_000).When(Assert.Single(Decider.WhenDue(market.Entity))).Then(Issued(3, 2, null));
        Assert.Null(Decider.NextDue(market.State));
    }

    [Fact]
    public void A_path_that_is_over_before_a_frame_could_tell_is_none()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Since, Until));
        market.AtTime(6_000).When(Pass).Then(Issued(2, 2, null));
    }

    [Fact]
    public void A_version_without_grace_ends_a_path_at_once()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Since, Until)).AtTime(3_000).When(Pass)
            .WhenOwed(Entities.RiskBook, 3, Use(3, new Instant(4_000), null));
        market.AtTime(4_000).When(Pass).Then(Issued(3, 3, null));
        Assert.Null(Decider.NextDue(market.State));
    }

    [Fact]
    public void Of_two_versions_whose_time_has_come_the_later_one_is_in_force()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, new Instant(4_000), null))
            .WhenOwed(Entities.RiskBook, 3, Use(3, new Instant(3_000), null));
        market.AtTime(5_000).When(Pass).Then(Issued(2, 3, null));
        Assert.Null(Decider.NextDue(market.State));
    }

    [Fact]
    public void Grace_without_an_effective_time_begins_now() => Book().AtTime(3_000)
        .When(new RiskBookCommand.Adopt(Rules) { GraceUntil = Until })
        .Then(new RiskBookEvent.Adopted(Rules.WithVersion(new RiskBookVersion(2))) { EffectiveAt = new Instant(3_000), GraceUntil = Until });

    [Theory]
    [InlineData(2_000L, 1_999L, "grace until 1970-01-01T00:00:01.999Z is not after 1970-01-01T00:00:02.000Z")]
    [InlineData(2_000L, 2_000L, "is not after 1970-01-01T00:00:02.000Z, when the version comes into force")]
    [InlineData(null, 500L, "is not after 1970-01-01T00:00:01.000Z")]
    public void A_deadline_in_the_past_is_refused(long? since, long until, string says) => Book().AtTime(1_000)
        .When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = since is { } s ? new Instant(s) : null, GraceUntil = new Instant(until) })
        .ThenRejected(RejectionCode.IllegalParameters, says);

    [Fact]
    public void The_first_version_has_nothing_to_come_from() => new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook)
        .When(new RiskBookCommand.Adopt(Rules) { GraceUntil = Until })
        .ThenRejected(RejectionCode.IllegalParameters, "the first version has a grace path");

    [Fact]
    public void Two_paths_do_not_begin_together() => Book().AtTime(1_000)
        .When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Since, GraceUntil = Until })
        .When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Since, GraceUntil = new Instant(9_000) })
        .ThenRejected(RejectionCode.IllegalParameters, "the path to version 2 goes on until 1970-01-01T00:00:06.000Z");

    [Fact]
    public void Paths_do_not_overlap_and_a_version_without_grace_is_adopted_at_any_time()
    {
        var book = Book().AtTime(1_000).When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Since, GraceUntil = Until });
        book.When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = new Instant(5_000), GraceUntil = new Instant(9_000) })
            .ThenRejected(RejectionCode.IllegalParameters, "the path to version 2 goes on until 1970-01-01T00:00:06.000Z");
        book.When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Until, GraceUntil = new Instant(9_000) })
            .ThenKinds(typeof(RiskBookEvent.Adopted));
        book.When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = new Instant(3_000) }).ThenKinds(typeof(RiskBookEvent.Adopted))
            .ThenState(state => Assert.Equal([new KnownPath(new RiskBookVersion(2), Since, new Instant(3_000))], state.Paths));
        book.When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = new Instant(3_000), GraceUntil = new Instant(9_000) })
            .ThenKinds(typeof(RiskBookEvent.Adopted));
    }

    [Fact]
    public void What_only_the_new_book_knows_counts_by_it_on_the_path_too()
    {
        var coin = new AssetId("NEW");
        var wider = With(Doubled, [.. Doubled.Assets, Asset(coin, 8)]);
        var market = new MarketView(
            new FrameNumber(2), Since, wider, Frame().IndexPrices.Add(coin, Price(2m)), Frame().Marks,
            path: new GracePath(Rules, Since, Until));
        var account = Account.With(10m).Given(new AccountEvent.Deposited(coin, Amount(5m))).State;
        var figures = ScopeFigures.Of(account, account.ToMarginBook(market), MarginScope.Cross, market);
        Assert.Equal((20m, Since), (figures.Equity.Value, market.Time));
    }

    private static MarketView On(long frame, long time) => new(
        new FrameNumber(frame), new Instant(time), Doubled, Frame().IndexPrices, Frame().Marks,
        path: new GracePath(Rules, Since, Until));

    private static MarketView After(long frame) =>
        new(new FrameNumber(frame), Until, Doubled, Frame().IndexPrices, Frame().Marks);

    private static RiskBook Raised(int version) => new(
        new RiskBookVersion(version), Usd, Rules.MarginCallRatio, Rules.LiquidationTarget, Rules.Assets,
        Rules.Instruments.Select(instrument => instrument with
        {
            Margin = new MarginSchedule(
                [new MarginTier(MarginSchedule.Endless, new Rate(0.1m), new Rate(0.05m))],
                TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero),
        }));

    private static MarketCommand.SubmitQuotes Pass => new([]);

    private static MarketCommand.UseRiskBook Use(int version, Instant? since, Instant? until) =>
        new(new RiskBookVersion(version)) { EffectiveAt = since, GraceUntil = until };

    private static MarketEvent.FrameIssued Issued(long number, int risk, PathTerms? path) =>
        new(new FrameNumber(number), new RiskBookVersion(risk), []) { Path = path };

    private static Spec<RiskBookState> Book() =>
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook).When(new RiskBookCommand.Adopt(Rules));

    private static Spec<MarketState> Open() => new Spec<MarketState>(Decider, Entities.Market)
        .When(new MarketCommand.OpenMarket([OracleTable.Parameters]))
        .WhenOwed(Entities.RiskBook, 1, Use(1, null, null));
}
