using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <summary>Why a policy does nothing for a while, or any more.</summary>
public enum PolicyIdleness
{
    /// <summary>A stop-loss has been made: it does nothing more until policies are set again.</summary>
    Spent,

    /// <summary>What it would do would leave the account worse, or no better.</summary>
    WouldNotHelp,

    /// <summary>What is spare is worth less than one unit of what would be got for it.</summary>
    TooLittle,

    /// <summary>Who was asked for money had not enough, or none.</summary>
    Answered,
}

/// <summary>A policy that does nothing for a while.</summary>
/// <param name="Why">Why.</param>
/// <param name="Until">
/// By the time of frames; null where frames alone do not change it. One that found too little, or nothing that helps,
/// is also asked whenever the account is asked to do something.
/// </param>
public readonly record struct PolicyIdle(PolicyIdleness Why, Instant? Until)
{
    /// <summary>For how long a policy is left alone that did not help, or was not given enough.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    /// <summary>Whether it is over at a frame, or at a command.</summary>
    /// <param name="now">The time of the frame.</param>
    /// <param name="byFrame">Whether nothing but the frame is the reason to ask.</param>
    public bool IsOver(Instant now, bool byFrame) => Why switch
    {
        PolicyIdleness.Spent => false,
        PolicyIdleness.TooLittle => !byFrame,
        PolicyIdleness.WouldNotHelp => !byFrame || now >= Until,
        _ => now >= Until,
    };
}
