using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Scanning;

/// <summary>Portfolio margin in decimals, without allocation; the same rules as <see cref="ExactScan"/>.</summary>
internal static class ScanMargin
{
    private const int StackLimit = 64;

    /// <summary>
    /// What portfolio mode requires of an account, open orders included; valuation currency, unrounded.
    /// </summary>
    public static (Amount Initial, Amount Maintenance) Of(MarginBook book, MarketView market)
    {
        var (initial, maintenance) = (0m, 0m);
        var (positions, rules) = (book.Positions, market.Risk.Portfolio);
        for (var i = 0; i < positions.Count; i++)
        {
            var @base = positions[i].Instrument.Base;
            var number = rules.OffsetOf(@base);
            if (positions[i].IsIsolated || !IsFirst(i, positions, rules))
                continue;
            if (number >= 0)
            {
                AddOffset(rules.Offsets[number], book, market, ref initial, ref maintenance);
                continue;
            }

            var scan = ScanOf(@base, market);
            var required = LossesOf(@base, scan, book, market).Required(scan);
            initial += required * scan.InitialFactor.Value;
            maintenance += required * scan.MaintenanceFactor.Value;
        }

        return (new Amount(initial) + OfOrders(book, market), new Amount(maintenance));
    }

    // Orders of isolated positions are nothing that a scan looks at: they need what they need in cross mode.
    private static Amount OfOrders(MarginBook book, MarketView market)
    {
        var (sum, isolated) = (0m, 0);
        for (var i = 0; i < book.Orders.Count; i++)
        {
            if (book.Orders[i].IsIsolated)
                isolated++;
            else if (!book.Orders[i].Instrument.IsSpot)
                sum += OfOrder(book.Orders[i], market);
        }

        return isolated == 0 ? new Amount(sum) : new Amount(sum) + OrderMargin.Of(book.OfIsolatedOrders(), market);
    }

    private static ScanParameters ScanOf(AssetId @base, MarketView market) => market.Risk.Portfolio.Find(@base)
        ?? throw new InvalidOperationException($"portfolio mode is not open to {@base}");

    private static void AddOffset(
        ScanOffset offset, MarginBook book, MarketView market, ref decimal initial, ref decimal maintenance)
    {
        var (first, second) = (default(OffsetSum), default(OffsetSum));
        for (var i = 0; i < offset.Bases.Count; i++)
        {
            var @base = offset.Bases[i];
            if (!IsHeld(@base, book.Positions))
                continue;
            var scan = ScanOf(@base, market);
            var losses = LossesOf(@base, scan, book, market);
            first.Add(losses, scan, scan.InitialFactor.Value);
            second.Add(losses, scan, scan.MaintenanceFactor.Value);
        }

        initial += first.Required(offset.Credit.Value);
        maintenance += second.Required(offset.Credit.Value);
    }

    private static ScanLosses LossesOf(AssetId @base, ScanParameters scan, MarginBook book, MarketView market)
    {
        Span<decimal> gains = scan.Cells <= StackLimit ? stackalloc decimal[scan.Cells] : new decimal[scan.Cells];
        gains.Clear();
        var losses = default(ScanLosses);
        for (var i = 0; i < book.Positions.Count; i++)
        {
            var position = book.Positions[i];
            if (!position.IsIsolated && position.Instrument.Base == @base)
                Add(position.Instrument, position.Quantity, scan, market, gains, ref losses);
        }

        losses.Take(scan, gains);
        return losses;
    }

    private static decimal OfOrder(BookOrder order, MarketView market)
    {
        var scan = ScanOf(order.Instrument.Base, market);
        Span<decimal> gains = scan.Cells <= StackLimit ? stackalloc decimal[scan.Cells] : new decimal[scan.Cells];
        gains.Clear();
        var losses = default(ScanLosses);
        Add(order.Instrument, order.Quantity, scan, market, gains, ref losses);
        losses.Take(scan, gains);
        var settlePrice = MarginCalculator.PriceOf(order.Instrument.Settle, market);
        var opening = OrderMargin.OpeningLoss(order, market) * settlePrice;
        return (losses.Worst * scan.InitialFactor.Value) + opening.Value;
    }

    private static void Add(
        InstrumentParameters instrument,
        Quantity quantity,
        ScanParameters scan,
        MarketView market,
        Span<decimal> gains,
        ref ScanLosses losses)
    {
        var settlePrice = MarginCalculator.PriceOf(instrument.Settle, market);
        if (instrument.IsOption)
        {
            var basePrice = MarginCalculator.PriceOf(instrument.Base, market);
            if (quantity.Sign < 0)
                losses.ShortOptions += instrument.SizeOf(quantity) * basePrice.Value;
            var size = quantity.Contracts * instrument.ContractSize * settlePrice.Value;
            var value = market.ValueOf(instrument)
                ?? throw new InvalidOperationException($"no price or volatility of {instrument.Id}");
            var perUnit = value.Gains(basePrice.Value / settlePrice.Value, quantity.Sign);
            for (var i = 0; i < gains.Length; i++)
                gains[i] += size * perUnit[i];
            return;
        }

        var mark = MarginCalculator.MarkOf(instrument, quantity.Sign, market);
        var exposure = (instrument.SignedValue(quantity, mark) * settlePrice).Value;
        if (exposure > 0m)
            losses.Long += exposure;
        else
            losses.Short -= exposure;
        var isCoin = instrument.IsInverse && instrument.Settle != instrument.Base;
        var next = 0;
        for (var i = 0; i < scan.PriceMoves.Count; i++)
        {
            var move = scan.PriceMoves[i].Value;
            var gain = isCoin ? exposure * move / (1m + move) : exposure * move;
            for (var j = 0; j < scan.VolatilityMoves.Count; j++)
                gains[next++] += gain;
        }
    }

    private static bool IsHeld(AssetId @base, IReadOnlyList<BookPosition> positions)
    {
        for (var i = 0; i < positions.Count; i++)
        {
            if (!positions[i].IsIsolated && positions[i].Instrument.Base == @base)
                return true;
        }

        return false;
    }

    /// <summary>Whether no cross position before this one is on its base, or on one of the same offset.</summary>
    private static bool IsFirst(int index, IReadOnlyList<BookPosition> positions, PortfolioRules rules)
    {
        var @base = positions[index].Instrument.Base;
        var offset = rules.OffsetOf(@base);
        for (var i = 0; i < index; i++)
        {
            var other = positions[i].Instrument.Base;
            if (!positions[i].IsIsolated && (other == @base || (offset >= 0 && rules.OffsetOf(other) == offset)))
                return false;
        }

        return true;
    }

    /// <summary>The sums over the bases of an offset, each × its factor.</summary>
    private struct OffsetSum
    {
        private decimal apart;
        private decimal least;
        private decimal worst;
        private decimal down;
        private decimal up;

        public void Add(in ScanLosses losses, ScanParameters scan, decimal factor)
        {
            apart += losses.Required(scan) * factor;
            least += losses.Minimum(scan) * factor;
            worst += losses.Worst * factor;
            down += losses.Down * factor;
            up += losses.Up * factor;
        }

        public readonly decimal Required(decimal credit) =>
            Math.Max(apart - ((worst - Math.Max(down, up)) * credit), least);
    }
}
