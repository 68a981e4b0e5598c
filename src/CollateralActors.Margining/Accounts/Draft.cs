using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Accounts;

/// <summary>What a command would do to an account, before anybody has asked whether it may.</summary>
internal abstract record Draft
{
    private Draft()
    {
    }

    /// <summary>These events.</summary>
    /// <param name="Events">May be none.</param>
    /// <param name="What">What was asked, in words, such as <c>withdrawal of 5 USDT</c>.</param>
    /// <param name="Purpose">What the account's collateral is asked for, if the command takes on risk.</param>
    public sealed record Of(
        IReadOnlyList<AccountEvent> Events, string What, CollateralPurpose Purpose = CollateralPurpose.Initial) : Draft
    {
        /// <summary>The part of the account that the command may leave worse, if it takes on risk.</summary>
        public MarginScope Scope { get; init; }

        /// <summary>
        /// Whether it is meant to make positions smaller: then it is enough that free collateral does not fall.
        /// </summary>
        public bool OnlyReduces { get; init; }

        /// <summary>What may follow from others' answers, and is looked at as if it had.</summary>
        public IReadOnlyList<AccountEvent> AsIf { get; init; } = [];

        /// <summary>Whether assets would be exchanged: then it has to leave enough to keep positions as well.</summary>
        public bool Exchanges { get; init; }
    }

    /// <summary>Nothing: it cannot be.</summary>
    public sealed record Refused(Rejection Why) : Draft;

    /// <summary>Nothing yet, for want of this.</summary>
    public sealed record NotYet(string MissingWhat) : Draft;

    /// <summary>These events, of a command that needs no words since it is not refused for its risk.</summary>
    public static Draft Does(params IReadOnlyList<AccountEvent> events) => new Of(events, string.Empty);
}
