using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Webhooks;

/// <summary>
/// What a venue outside is sent, by the Standard Webhooks specification (standardwebhooks.com): an id that stays the
/// same when it is sent again, and a signature over id, time and body.
/// </summary>
/// <param name="Id">
/// Value of <c>webhook-id</c>: of an order its client order id, so that the venue works it once.
/// </param>
/// <param name="Body">JSON; amounts and prices as text.</param>
public sealed record WebhookMessage(string Id, byte[] Body)
{
    /// <summary>An order is to be worked at once, and what cannot be filled cancelled.</summary>
    public static WebhookMessage Of(InstrumentId instrument, OrderBookCommand.SendOrder order) => Of(
        order.Order.ToString(),
        new WebhookBody(
            "order.placed",
            order.Order.ToString(),
            instrument.Value,
            order.Account.Value,
            order.Quantity.Sign > 0 ? "buy" : "sell",
            order.Quantity.Abs().ToString(),
            order.Limit?.ToString()));

    /// <summary>An order is not waited for any more.</summary>
    public static WebhookMessage Of(InstrumentId instrument, OrderBookCommand.RecallOrder order) => Of(
        $"{order.Order}.recalled", new WebhookBody("order.recalled", order.Order.ToString(), instrument.Value));

    /// <summary>Value of <c>webhook-signature</c>: <c>v1,</c> and the HMAC-SHA256 in base 64.</summary>
    /// <param name="secret">Known to both sides.</param>
    /// <param name="unixSeconds">Value of <c>webhook-timestamp</c>.</param>
    public string Signature(ReadOnlySpan<byte> secret, long unixSeconds)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}.{unixSeconds}."));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, [.. head, .. Body]));
    }

    private static WebhookMessage Of(string id, WebhookBody body) =>
        new(id, JsonSerializer.SerializeToUtf8Bytes(body, WebhookJson.Default.WebhookBody));
}

/// <summary>The content of a message.</summary>
internal sealed record WebhookBody(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("orderId")] string OrderId,
    [property: JsonPropertyName("instrument")] string Instrument,
    [property: JsonPropertyName("account")] string? Account = null,
    [property: JsonPropertyName("side")] string? Side = null,
    [property: JsonPropertyName("quantity")] string? Quantity = null,
    [property: JsonPropertyName("limit")] string? Limit = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJson : JsonSerializerContext;
