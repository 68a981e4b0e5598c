using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Architecture;

/// <summary>Families of commands, events and states are closed: a new case that nobody handles fails here.</summary>
public sealed class FamilyTests
{
    private static readonly Shards Shards = new(2);

    private static readonly Type[] Families =
    [
        .. typeof(Stepper).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: false, IsInterface: false }
            && type.GetNestedTypes().Any(nested => nested.BaseType == type)),
    ];

    /// <summary>
    /// Sent to an entity by another one; what comes from outside is an input, what is stamped is local.
    /// </summary>
    private const string Stages = """
        AbandonExercise      Local
        Accrue               Local
        Acknowledge          Local
        AddMargin            Local
        Adopt                Local
        Agree                Local
        Answer               Transfers
        AnswerBand           Local
        ApplyTrade           Transfers
        BeginWork            Local
        BookLoan             Transfers
        BookPoolRefusal      Transfers
        BookRedemption       Transfers
        BookSupply           Transfers
        BookTopUp            Transfers
        Borrow               Local
        CancelOrders         Local
        Claim                Claims
        Close                Local
        ConfirmOrder         Local
        ConnectVenue         Local
        Contribute           Local
        DeferStep            Local
        Deleverage           Deleveraging
        Deposit              Local
        Evaluate             Local
        ExpireLease          Local
        FinishStep           Local
        FramePassed          Local
        GiveBack             Local
        GiveShare            Transfers
        GiveTopUp            Claims
        HaltSymbol           Local
        HaltVenue            Local
        HandOver             Local
        Lend                 Claims
        LockInEscrow         Local
        LookAtDeadlines      Local
        ObserveFrame         Transfers
        Offer                Offers
        Open                 Local
        OpenBook             Local
        OpenMarket           Local
        OrderStep            Local
        Ordered              Offers
        PauseLiquidations    Local
        Ping                 Local
        PlaceOrder           Orders
        PlanStep             Local
        Propose              Local
        RecallOrder          Local
        ReceiveCollateral    Transfers
        ReceiveCover         Transfers
        ReceiveFee           Transfers
        ReceiveForfeit       Transfers
        ReceiveFromEscrow    Transfers
        ReceiveFundPayment   Transfers
        ReceiveLock          Transfers
        ReceiveRepayment     Transfers
        ReceiveSharedLoss    Transfers
        ReceiveTransfer      Transfers
        Redeem               Claims
        Redeem               Local
        Release              Offers
        ReleaseCover         Transfers
        ReleaseOrder         Local
        RemoveMargin         Local
        Repay                Local
        ReportBook           Totals
        ReportDefault        Transfers
        ReportDone           Local
        ReportFill           Local
        ReportHoldings       Totals
        ReportPool           Totals
        ReportPosition       Transfers
        ReserveCover         Transfers
        ReserveOrder         Local
        ResumeLiquidations   Local
        ResumeSymbol         Local
        ResumeVenue          Local
        Rule                 Local
        SendOrder            Local
        SetLeverage          Local
        SetMarginType        Local
        SetPolicies          Local
        SettleFrame          Local
        SettleStep           Transfers
        ShareLoss            Transfers
        Socialise            Transfers
        SubmitQuotes         Local
        Supply               Transfers
        Supply               Local
        SwitchMode           Local
        TakeBackLock         Transfers
        TakeDeleveraging     Transfers
        TakeOverShares       Transfers
        TakeStep             Local
        Transfer             Local
        Unwatch              Local
        UnwatchEscrow        Totals
        UseRiskBook          Local
        Watch                Local
        WatchEscrow          Totals
        Withdraw             Local
        WriteOff             Transfers
        """;

    [Fact]
    public void Cases_are_sealed_and_nested_in_their_family()
    {
        Assert.True(Families.Length > 15);
        foreach (var family in Families)
        {
            var cases = typeof(Stepper).Assembly.GetTypes().Where(type => type.IsSubclassOf(family));
            Assert.All(cases, type => Assert.True(type.IsSealed && type.DeclaringType == family, type.FullName));
            Assert.DoesNotContain(family.GetConstructors(), constructor => constructor.IsPublic);
        }
    }

    [Fact]
    public void Every_event_can_be_folded()
    {
        Fold<AccountState, AccountEvent>(new AccountDecider(Shards));
        Fold<MarketState, MarketEvent>(new MarketDecider(Shards));
        Fold<RiskBookState, RiskBookEvent>(new RiskBookDecider());
        Fold<WatchlistState, WatchlistEvent>(new WatchlistDecider());
        Fold<FundState, FundEvent>(new FundDecider());
        Fold<EscrowState, EscrowEvent>(new EscrowDecider());
        Fold<PoolState, PoolEvent>(new PoolDecider());
        Fold<DeleveragingState, DeleveragingEvent>(new DeleveragingDecider());
        Fold<OrderBookState, OrderBookEvent>(new OrderBookDecider());
    }

    [Fact]
    public void Every_command_is_decided()
    {
        Decide<AccountState, AccountCommand>(new AccountDecider(Shards));
        Decide<MarketState, MarketCommand>(new MarketDecider(Shards), except: typeof(MarketCommand.FramePassed));
        Decide<RiskBookState, RiskBookCommand>(new RiskBookDecider());
        Decide<WatchlistState, WatchlistCommand>(new WatchlistDecider());
        Decide<FundState, FundCommand>(new FundDecider());
        Decide<EscrowState, EscrowCommand>(new EscrowDecider());
        Decide<PoolState, PoolCommand>(new PoolDecider());
        Decide<DeleveragingState, DeleveragingCommand>(new DeleveragingDecider());
        Decide<OrderBookState, OrderBookCommand>(new OrderBookDecider());
        Decide<LiquidationState, LiquidationCommand>(new LiquidationDecider());
        Decide<LiquidatorQueue, LiquidatorsCommand>(new LiquidatorsDecider(LiquidatorPool.Fixed(1)));
    }

    [Fact]
    public void Every_command_has_a_stage()
    {
        var found = CasesOf(typeof(ICommand)).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type =>
        {
            var to = type.DeclaringType == typeof(LiquidatorsCommand) ? Entities.Liquidators : Entities.Market;
            return $"{type.Name,-20} {Precedence.StageOf(Envelope.Signal(default, to, (ICommand)Any(type)))}";
        });
        Assert.Equal(Stages, string.Join('\n', found));
    }

    [Fact]
    public void Commands_events_and_what_they_hold_are_equal_by_value()
    {
        var seen = new HashSet<Type>();
        var wrong = new List<string>();
        foreach (var type in CasesOf(typeof(ICommand)).Concat(CasesOf(typeof(IEvent))))
            Look(type, type.Name);
        Assert.Empty(wrong);

        void Look(Type type, string where)
        {
            if (!seen.Add(type))
                return;
            foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
            {
                var held = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
                if (held.IsGenericType && held.GetGenericTypeDefinition() == typeof(ValueList<>))
                    held = held.GetGenericArguments()[0];
                var isOurs = held.Assembly == typeof(Stepper).Assembly;
                // A band is never stored, and rules compare their own slices and tiers.
                if (held == typeof(Band) || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type) && !type.IsValueType && !IsRecord(type))
                    continue;
                if (held != typeof(string) && held != typeof(Type) && typeof(IEnumerable).IsAssignableFrom(held))
                    wrong.Add($"{where}.{member.Name} is {held.Name}");
                if (isOurs && !held.IsEnum && !held.IsInterface)
                    Look(held, $"{where}.{member.Name}");
            }
        }
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<Type> CasesOf(Type kind) =>
        typeof(Stepper).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && kind.IsAssignableFrom(type));

    private static object Any(Type type) => RuntimeHelpers.GetUninitializedObject(type);

    private static void Fold<TState, TEvent>(IDecider<TState> decider)
    {
        var state = decider.Initial(new EntityId(EntityKind.Account, "alice"));
        foreach (var type in typeof(TEvent).GetNestedTypes())
            Handled(type, () => decider.Evolve(state, new Recorded(new Cause(new Origin.Signal(default), ""), default, default, 1, 1, (IEvent)Any(type))));
    }

    private static void Decide<TState, TCommand>(IDecider<TState> decider, Type? except = null)
    {
        var frames = new Specs.Frames();
        frames.Add(Specs.Venue.Frame());
        foreach (var type in typeof(TCommand).GetNestedTypes().Where(type => type != except))
        {
            var entity = Stepper.Begin(decider, new EntityId(EntityKind.OrderBook, "BTC-PERP"));
            var envelope = Envelope.Signal(default, entity.Id, (ICommand)Any(type)) with { Stamp = new Stamp(new FrameNumber(1), 1, 1) };
            Handled(type, () => decider.Decide(entity, envelope, frames.ContextOf(envelope, default)));
        }
    }

    // Cases without content make some rules stumble over what is missing; they may, but nobody may say that there is no
    // such case.
    private static void Handled(Type type, Action action)
    {
        var thrown = Record.Exception(action);
        Assert.False(thrown is UnreachableException, $"{type.FullName} is not handled");
    }
}
