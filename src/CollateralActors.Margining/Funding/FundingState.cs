using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funding;

/// <summary>What the market knows of one instrument's funding.</summary>
/// <param name="Index">
/// What a long of size 1 would have paid so far, negative if received; settle units by unit of size (linear: base
/// units, inverse: quote units).
/// </param>
/// <param name="From">Start of the running interval.</param>
/// <param name="To">Its end, when the next payment falls due.</param>
/// <param name="SeenUntil">Up to here the premium is in the sums.</param>
/// <param name="Active">How much of the interval both prices were live.</param>
/// <param name="WeightedPremium">Σ premium × milliseconds over that time.</param>
public sealed record FundingState(
    Amount Index, Instant From, Instant To, Instant SeenUntil, TimeSpan Active, decimal WeightedPremium);

/// <summary>An interval that ended with a payment.</summary>
/// <param name="End">When.</param>
/// <param name="Premium">Its mean over the active time.</param>
/// <param name="Rate">The rate that follows from it.</param>
/// <param name="Active">How much of the interval both prices were live: the payment shrinks with it.</param>
/// <param name="Price">Index price (linear) or mark price (inverse) at the end.</param>
/// <param name="Payment">What a long of size 1 owes: added to the index.</param>
public sealed record FundingPayment(Instant End, Rate Premium, Rate Rate, TimeSpan Active, Price Price, Amount Payment);

/// <summary>One instrument's funding as a frame left it.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="State">As it stands now.</param>
/// <param name="Payments">What fell due since the frame before; mostly nothing.</param>
public sealed record FundingUpdate(InstrumentId Instrument, FundingState State, ValueList<FundingPayment> Payments);
