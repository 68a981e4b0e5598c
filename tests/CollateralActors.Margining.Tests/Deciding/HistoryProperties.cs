using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Loans;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Deciding;

/// <summary>
/// What holds of every history of every entity, with messages lost, repeated and reordered, and entities that die.
/// </summary>
public sealed class HistoryProperties
{
    private const int Days = 10;

    // On these days nobody is silent for long.
    private static readonly Type[] OfOutages =
    [
        typeof(Margining.Watching.WatchlistEvent.AccountOverdue),
        typeof(Margining.Watching.WatchlistEvent.AccountCaughtUp),
        typeof(Margining.Watching.WatchlistEvent.FramesSkipped),
    ];

    // Every book of these days is a simulated one: what a venue outside reports is played with whole journals.
    private static readonly Type[] OfVenuesOutside =
    [
        typeof(Margining.OrderBooks.OrderBookEvent.VenueConnected), typeof(Margining.OrderBooks.OrderBookEvent.OrderSent),
        typeof(Margining.OrderBooks.OrderBookEvent.OrderConfirmed), typeof(Margining.OrderBooks.OrderBookEvent.FillReported),
        typeof(Margining.OrderBooks.OrderBookEvent.DoneReported), typeof(Margining.OrderBooks.OrderBookEvent.OrderClosed),
    ];

    [Property(MaxTest = Days)]
    public void Folding_the_journal_gives_the_state_that_was_reached_live(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind != EntityKind.Liquidators))
        {
            var live = entity.Dump();
            entity.Recover();
            Assert.Equal($"seed {seed}, {id}: {live}", $"seed {seed}, {id}: {entity.Dump()}");
        }
    }

    [Property(MaxTest = Days)]
    public void Deciding_again_from_the_journal_alone_gives_exactly_the_stored_events(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        foreach (var entity in venue.All.Values)
            entity.Redecide(venue.Frames);
    }

    [Fact]
    public void Most_decisions_can_be_told_from_the_journal()
    {
        var venue = RandomDays.Run(1, faultsPerCent: 10);
        var decisions = venue.Journal.Count(recorded => recorded.Part == 1);
        Assert.InRange(venue.All.Values.Sum(entity => entity.Redecide(venue.Frames)), decisions / 2, decisions);
    }

    [Property(MaxTest = Days)]
    public void Every_message_again_changes_nothing(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        foreach (var envelope in venue.Delivered.Where(envelope => envelope.Origin is not Origin.Signal).Distinct().ToList())
        {
            var handled = venue.DeliverAlone(envelope);
            if (envelope.Origin is Origin.Client c && venue.Answers[c.Id] is Outcome.Refused refused)
                Assert.Equal(refused, handled.Reply!.Outcome);
            Assert.False(handled.HasEvents, $"seed {seed}: {envelope} was done twice");
            Assert.Null(handled.PassOn);
            if (envelope.Origin is Origin.Duty duty)
            {
                Assert.Equal(
                    [Envelope.Signal(envelope.To, duty.Sender, new EntityCommand.Acknowledge(envelope.To, duty.Sequence))],
                    handled.Sends);
            }
        }
    }

    [Property(MaxTest = Days)]
    public void The_same_id_for_another_command_is_refused(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 0);
        foreach (var envelope in venue.Delivered.Where(e => e is { Origin: Origin.Client, To.Kind: EntityKind.Account }).Distinct().ToList())
        {
            var id = ((Origin.Client)envelope.Origin).Id;
            var handled = venue.DeliverAlone(envelope with { Command = Venue.Deposit(0.123456m) });
            Assert.False(handled.HasEvents);
            Assert.Equal(RejectionCode.CommandIdReused, Assert.IsType<Outcome.Refused>(handled.Reply!.Outcome).Reason.Code);
        }
    }

    [Property(MaxTest = Days)]
    public void Faults_of_the_network_lose_and_make_no_money(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        foreach (var asset in Venue.Rules.Assets)
            Assert.Equal((seed, asset.Id, PaidIn(venue, asset.Id)), (seed, asset.Id, Held(venue, asset.Id)));
    }

    [Property(MaxTest = Days)]
    public void At_rest_every_watched_account_has_the_status_that_the_last_frame_gives_it(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        var market = venue.Frames.Latest!;
        foreach (var account in venue.Accounts)
        {
            foreach (var scope in account.Scopes)
            {
                var status = ScopeFigures.Of(account, account.ToMarginBook(market), scope, market).Status;
                Assert.Equal((seed, account.Id, scope, status), (seed, account.Id, scope, account.StandingOf(scope).Status));
                Assert.False(AccountDecider.NeedsLiquidation(account, scope, status), $"seed {seed}: {account.Id} {scope} is left alone");
            }

            Assert.Equal((seed, account.Id, account.IsExposed), (seed, account.Id, account.Watch.IsOn));
            Assert.Equal((seed, account.Id, null), (seed, account.Id, account.AwaitsTopUpOf?.Value));
            Assert.False(account.Watch.IsOn && AccountDecider.IsPolicyDue(account, market), $"seed {seed}: {account.Id} has something to do");
        }
    }

    [Property(MaxTest = Days)]
    public void On_a_grace_path_nobody_is_liquidated_by_the_later_rules_alone(int seed) =>
        OnPath((4 * (seed & 0xFFFFF)) + 1);

    [Fact]
    public void Grace_paths_give_time_and_let_the_old_rules_liquidate()
    {
        var seen = Enumerable.Range(0, 60).Select(i => OnPath((4 * i) + 1)).ToList();
        Assert.True(seen.Sum(day => day.Graced) > 10, $"{seen.Sum(day => day.Graced)} were given time");
        Assert.True(seen.Sum(day => day.Liquidated) > 10, $"{seen.Sum(day => day.Liquidated)} were liquidated");
    }

    private static (int Graced, int Liquidated) OnPath(int seed)
    {
        var (venue, graced, liquidated) = (RandomDays.Run(seed, faultsPerCent: 10), 0, 0);
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Account))
        {
            var account = AccountState.Initial(new AccountId(id.Key));
            foreach (var recorded in entity.Journal.Where(recorded => recorded.Event is AccountEvent))
            {
                graced += recorded.Event is AccountEvent.MarginCallIssued { GraceUntil: not null } ? 1 : 0;
                if (recorded.Event is AccountEvent.LiquidationRequested e && venue.Frames.At(recorded.Frame)?.Before is { } before)
                {
                    var scope = MarginScope.Of(e.Liquidation);
                    var status = ScopeFigures.Alone(account, account.ToMarginBook(before), scope, before).Status;
                    var isDue = account.StandingOf(scope).Demand is { IsExpired: true };
                    Assert.True(status >= MarginStatus.Liquidation || isDue, $"seed {seed}: {id} was {status} by the rules before");
                    liquidated++;
                }

                account = AccountEvolution.Evolve(account, (AccountEvent)recorded.Event);
            }
        }

        return (graced, liquidated);
    }

    [Property(MaxTest = Days)]
    public void An_isolated_position_takes_from_its_account_only_what_was_moved_to_its_margin(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        foreach (var (account, isolated) in venue.Accounts.SelectMany(account => account.Isolated.Select(each => (account, each))))
        {
            if (!account.Positions.ContainsKey(isolated.Key))
                Assert.True(isolated.Value.Margin <= Amount.Zero, $"seed {seed}: {account.Id} has margin without a position");
        }

        foreach (var recorded in venue.Journal)
        {
            switch (recorded.Event)
            {
                case AccountEvent.StepSettled e:
                    Assert.Equal(e.Liquidation.Isolated is null, e.Posting.Isolated is null);
                    Assert.True(e.Posting.Isolated is not { } moved || moved.Moved <= Amount.Zero);
                    break;
                case AccountEvent.FundPaymentReceived { Liquidation.Isolated: not null } e:
                    Assert.All(e.TakenOver, taken => Assert.Equal(e.Asset, taken.Asset));
                    break;
                case AccountEvent.OrdersCancelled e:
                    Assert.Equal(e.Orders.Distinct(), e.Orders);
                    break;
            }
        }
    }

    [Fact]
    public void Random_days_liquidate_isolated_positions_whose_losses_funds_pay()
    {
        var seen = Enumerable.Range(0, 40).SelectMany(seed => RandomDays.Run(seed, faultsPerCent: 5).Journal)
            .Select(recorded => recorded.Event).ToList();
        Assert.Contains(seen, e => e is AccountEvent.MarginCallIssued { Scope.IsCross: false });
        Assert.Contains(seen, e => e is AccountEvent.StepSettled { Liquidation.Isolated: not null, Trades.Count: > 0 });
        Assert.Contains(seen, e => e is AccountEvent.FundPaymentReceived { Liquidation.Isolated: not null });
    }

    [Fact]
    public void Random_days_liquidate_and_settle_options_in_portfolio_mode()
    {
        var seen = new List<AccountEvent>();
        foreach (var venue in Enumerable.Range(0, 250).Select(seed => RandomDays.Run(seed, faultsPerCent: 5)))
        {
            foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Account))
            {
                var account = AccountState.Initial(new AccountId(id.Key));
                foreach (var happened in entity.Journal.Select(recorded => recorded.Event).OfType<AccountEvent>())
                {
                    var isIn = account.Mode == MarginMode.Portfolio;
                    if (account.Positions.Keys.Any(IsOption)
                        ? isIn || happened is AccountEvent.ModeSwitched
                        : isIn && happened is AccountEvent.OrderReserved)
                        seen.Add(happened);
                    account = AccountEvolution.Evolve(account, happened);
                }
            }
        }

        Assert.Contains(seen, e => e is AccountEvent.OrderReserved order && IsOption(order.Instrument));
        Assert.Contains(seen, e => e is AccountEvent.MarginCallIssued);
        Assert.Contains(seen, e => e is AccountEvent.StepSettled { Trades.Count: > 0 } step && IsOption(step.Instrument));
        Assert.Contains(seen, e => e is AccountEvent.ContractSettled end && IsOption(end.Instrument));
        Assert.Contains(seen, e => e is AccountEvent.ModeSwitched);

        static bool IsOption(InstrumentId instrument) => RandomDays.Rules[instrument].IsOption;
    }

    [Fact]
    public void Random_days_reach_every_kind_of_event_of_accounts_liquidations_funds_and_books()
    {
        // The long ones have as many frames as lie between two checkpoints.
        var days = Enumerable.Range(0, 70).Select(seed => RandomDays.Run(seed, faultsPerCent: 5))
            .Concat(Enumerable.Range(70, 12).Select(seed => RandomDays.Run(seed, faultsPerCent: 5, steps: 600)))
            .Concat(Enumerable.Range(0, 30).Select(seed => LoanHistoryTests.Run(seed, steps: 150)));
        var seen = days.SelectMany(day => day.Journal)
            .Select(recorded => recorded.Event.GetType()).ToHashSet();
        var missing = new[]
            {
                typeof(AccountEvent), typeof(Margining.Liquidations.LiquidationEvent), typeof(FundEvent),
                typeof(Margining.OrderBooks.OrderBookEvent), typeof(Margining.Watching.WatchlistEvent),
                typeof(Margining.Escrows.EscrowEvent), typeof(Margining.Loans.PoolEvent),
                typeof(Margining.Deleveraging.DeleveragingEvent),
            }
            .SelectMany(family => family.GetNestedTypes())
            .Where(kind => kind.IsSealed && !seen.Contains(kind) && !OfOutages.Contains(kind) && !OfVenuesOutside.Contains(kind))
            .Select(kind => kind.Name)
            .ToList();
        Assert.True(missing.Count == 0, string.Join(", ", missing));
    }

    [Property(MaxTest = Days)]
    public void Reduce_only_orders_are_never_more_than_the_position(int seed)
    {
        foreach (var account in RandomDays.Run(seed, faultsPerCent: 10).Accounts)
        {
            foreach (var orders in account.Orders.Values.Where(order => order.IsReduceOnly).GroupBy(order => order.Instrument))
            {
                var held = account.Positions.GetValueOrDefault(orders.Key).Quantity;
                Assert.All(orders, order => Assert.Equal((seed, account.Id, -held.Sign), (seed, account.Id, order.Quantity.Sign)));
                Assert.True(
                    orders.Sum(order => Math.Abs(order.Quantity.Contracts)) <= Math.Abs(held.Contracts), $"seed {seed}, {account.Id}");
            }
        }
    }

    [Property(MaxTest = Days)]
    public void What_was_paid_and_what_is_owed_for_funding_sum_to_zero(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        var market = venue.Frames.Latest!;
        foreach (var instrument in Venue.Rules.Instruments)
        {
            var postings = venue.Journal.SelectMany(recorded => recorded.Event switch
            {
                AccountEvent.TradeApplied e when e.Instrument == instrument.Id => [e.Posting.Funding],
                AccountEvent.StepSettled e when e.Instrument == instrument.Id => [e.Posting.Funding],
                AccountEvent.Deleveraged e when e.Instrument == instrument.Id => [e.Posting.Funding],
                _ => Array.Empty<Margining.Funding.FundingPosting>(),
            }).ToList();
            var owed = venue.Accounts.SelectMany(account => account.ToMarginBook(market).Positions)
                .Where(position => position.Instrument.Id == instrument.Id)
                .Sum(position => PositionMargin.OwedFunding(position, market).Value);
            Assert.Equal((seed, 0m), (seed, postings.Sum(p => p.Paid.Value - p.Rounding.Value) + owed));
        }
    }

    [Property(MaxTest = Days)]
    public void Whoever_holds_a_contract_that_ends_is_settled_once_and_long_and_short_alike(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        var ledger = new Conservation();
        foreach (var (id, entity) in venue.All)
        {
            foreach (var recorded in entity.Journal)
                ledger.Add(id, recorded.Event);
        }

        var funds = venue.All.Values.OfType<Hosted<FundState>>().Select(fund => fund.Entity.State).ToList();
        var market = venue.Frames.Latest!;
        Assert.Empty(ledger.Discrepancies([.. venue.Accounts], funds, market.Risk, market.FundingIndices, market.Settlements, [.. venue.Escrows]));
        var held = venue.Accounts.SelectMany(account => account.Positions.Keys.Concat(account.Abandoned));
        Assert.DoesNotContain(held, instrument => market.Settlement(instrument) is not null);
    }

    [Property(MaxTest = Days)]
    public void An_escrow_ends_once_and_pays_exactly_what_came_in(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10);
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Escrow))
        {
            var happened = entity.Journal.Select(recorded => recorded.Event).ToList();
            var ends = happened.OfType<EscrowEvent.Ended>().ToList();
            Assert.True(ends.Count <= 1, $"seed {seed}: {id} ends {ends.Count} times");
            foreach (var asset in Venue.Rules.Assets)
            {
                var (put, paid) = (
                    happened.OfType<EscrowEvent.LockReceived>().Where(e => e.Asset == asset.Id).Sum(e => e.Amount.Value),
                    ends.SelectMany(e => e.Paid).Where(p => p.Asset == asset.Id).Sum(p => p.Amount.Value));
                Assert.Equal((seed, id, put), (seed, id, ends.Count == 1 ? paid : put));
            }
        }

        // What accounts believe to have in escrows is what is in them, once everything has arrived.
        foreach (var account in venue.Accounts)
        {
            foreach (var (escrow, amounts) in account.Locked)
            {
                var state = ((Hosted<EscrowState>)venue.All[Entities.Escrow(escrow)]).Entity.State;
                var parts = state switch
                {
                    EscrowState.Funding s => s.Locked,
                    EscrowState.Active s => s.Programme.Locks,
                    _ => [],
                };
                Assert.Equal(
                    (seed, escrow, amounts),
                    (seed, escrow, [.. parts.Where(part => part.Party == account.Id).Select(part => new Money(part.Amount, part.Asset)).OrderBy(m => m.Asset)]));
            }
        }
    }

    private static decimal TakenBy(IndexExchange exchange, AssetId asset) =>
        (exchange.Given.Asset == asset ? (exchange.Given.Amount + exchange.Fee).Value : 0m)
        - (exchange.Got.Asset == asset ? exchange.Got.Amount.Value : 0m);

    private static decimal PaidIn(VenueInMemory venue, AssetId asset) => venue.Journal.Sum(recorded => recorded.Event switch
    {
        AccountEvent.Deposited e when e.Asset == asset => e.Amount.Value,
        AccountEvent.Withdrawn e when e.Asset == asset => -e.Amount.Value,
        _ => 0m,
    }) + venue.All.Where(e => e.Key == Entities.Fund(asset)).SelectMany(e => e.Value.Journal)
        .Sum(recorded => recorded.Event is FundEvent.Contributed e ? e.Amount.Value : 0m);

    /// <summary>
    /// Balances, isolated margins, funds, what the venue earned and converted, and claims at one common mark,
    /// whatever it is.
    /// </summary>
    private static decimal Held(VenueInMemory venue, AssetId asset)
    {
        var postings = venue.Journal.Sum(recorded => recorded.Event switch
        {
            AccountEvent.TradeApplied e when e.Posting.Settle == asset =>
                (e.Posting.Fee + e.Posting.Rounding + e.Posting.Funding.Rounding).Value,
            AccountEvent.ContractSettled { Booked.Posting: var posting } when posting.Settle == asset => (posting.Fee + posting.Rounding).Value,
            AccountEvent.StepSettled e when e.Posting.Settle == asset => (e.Posting.Rounding + e.Posting.Funding.Rounding).Value,
            AccountEvent.Deleveraged e when e.Posting.Settle == asset => (e.Posting.Rounding + e.Posting.Funding.Rounding).Value,
            AccountEvent.DebtConverted e => e.From.Sum(part => part.Asset == asset ? (part.Given + part.Fee).Value : 0m)
                - (e.Asset == asset ? e.From.Sum(part => part.Repaid.Value) : 0m),
            AccountEvent.PolicyExchanged e => TakenBy(e.Exchange, asset),
            AccountEvent.CollateralConverted e => TakenBy(e.Exchange, asset),
            AccountEvent.InterestSettled e => e.Debts.Where(debt => debt.Asset == asset).Sum(debt => debt.Charged.Value),
            _ => 0m,
        });
        var claims = 0m;
        foreach (var instrument in RandomDays.Rules.Instruments.Where(instrument => instrument.Settle == asset))
        {
            var positions = venue.Accounts.SelectMany(a => a.Positions).Where(p => p.Key == instrument.Id).Select(p => p.Value).ToList();
            Assert.Equal(0m, positions.Sum(position => position.Quantity.Contracts));
            claims += positions.Sum(position => position.EntryValue.Value) * (instrument.IsInverse ? 1m : -1m);
            claims += positions.Sum(position => position.FundingValue.Value);
        }

        var funds = venue.All.Values.OfType<Hosted<FundState>>().Select(fund => fund.Entity.State);
        var margins = venue.Accounts.SelectMany(account => account.Isolated)
            .Where(isolated => RandomDays.Rules[isolated.Key].Settle == asset).Sum(isolated => isolated.Value.Margin.Value);
        return venue.Accounts.Sum(account => account.BalanceOf(asset).Value) + margins
            + venue.Escrows.SelectMany(escrow => escrow.Held).Where(part => part.Asset == asset).Sum(part => part.Amount.Value)
            + funds.Where(fund => fund.Asset == asset).Sum(fund => fund.Balance.Value) + postings + claims;
    }
}
