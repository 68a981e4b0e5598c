using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using Envelope = CollateralActors.Margining.Deciding.Envelope;

namespace CollateralActors.Actors.Webhooks;

/// <summary>
/// A venue outside that takes orders as signed webhooks. Fills come back as commands to the instrument's book.
/// </summary>
/// <remarks>
/// Whether an order has arrived is the book's to know: it says it again until the venue confirms it, so nothing is
/// queued here, and what cannot leave now leaves with the next reminder. The venue answers 2xx or 409 to what it has,
/// any other 4xx to what it will never take; everything else is tried again.
/// </remarks>
/// <param name="route">The way to entities.</param>
/// <param name="options">Without problems.</param>
/// <param name="time">For signatures and pauses.</param>
public sealed class WebhookVenue(Route route, WebhookOptions options, TimeProvider? time = null)
    : IExecutionVenue, IDisposable
{
    private static readonly Meter Meter = new("CollateralActors.Webhooks");

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>(
        "collateral.webhook.answers", "{answer}", "What venues outside answered, by instrument and outcome.");

    private readonly ConcurrentDictionary<InstrumentId, WebhookLane> lanes = [];
    private readonly TimeProvider time = time ?? TimeProvider.System;

    // No redirects: what is signed for one host goes to no other.
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = options.Problems() is { Count: > 0 } problems
            ? throw new ArgumentException(string.Join("; ", problems), nameof(options))
            : options.Timeout,
    };

    /// <inheritdoc/>
    public void Execute(Delivery orders)
    {
        var instrument = new InstrumentId(orders.To.Key);
        foreach (var parcel in orders.Parcels)
        {
            switch (parcel.Envelope.Command)
            {
                case OrderBookCommand.SendOrder order:
                    if (Lane(instrument).TryEnter(order.Order, time.GetUtcNow()))
                        _ = PlaceAsync(orders.To, instrument, order);
                    break;
                case OrderBookCommand.RecallOrder order:
                    _ = SendAsync(instrument, WebhookMessage.Of(instrument, order));
                    break;
                default:
                    route.DeliverToEntity(new Delivery(orders.To, [parcel]));
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private WebhookLane Lane(InstrumentId instrument) => lanes.GetOrAdd(instrument, _ => new WebhookLane(options));

    private async Task PlaceAsync(EntityId book, InstrumentId instrument, OrderBookCommand.SendOrder order)
    {
        var (status, wait) = await SendAsync(instrument, WebhookMessage.Of(instrument, order)).ConfigureAwait(false);
        OrderBookCommand? heard = status switch
        {
            >= 200 and < 300 or (int)HttpStatusCode.Conflict => new OrderBookCommand.ConfirmOrder(order.Order),
            (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or 425 => null,
            >= 400 and < 500 => new OrderBookCommand.ReportDone(order.Order, Quantity.Zero),
            _ => null,
        };
        if (heard is null)
        {
            Lane(instrument).Failed(order.Order, time.GetUtcNow(), wait);
            return;
        }

        Lane(instrument).Answered(order.Order);
        var id = new CommandId($"{(heard is OrderBookCommand.ConfirmOrder ? "confirmed" : "refused")}-{order.Order}");
        route.Deliver(Delivery.Of(new Envelope(book, new Origin.Client(id), heard)));
    }

    /// <summary>Sends once.</summary>
    /// <returns>The status, 0 where there was no answer; and how long the venue asks to be left alone.</returns>
    private async Task<(int Status, TimeSpan Wait)> SendAsync(InstrumentId instrument, WebhookMessage message)
    {
        var (status, wait) = (0, TimeSpan.Zero);
        try
        {
            var now = time.GetUtcNow();
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Endpoint);
            request.Content = new ByteArrayContent(message.Body);
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("webhook-id", message.Id);
            request.Headers.Add(
                "webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", message.Signature(options.Secret.Span, now.ToUnixTimeSeconds()));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)
                .ConfigureAwait(false);
            status = (int)response.StatusCode;
            wait = response.Headers.RetryAfter is not { } after ? TimeSpan.Zero
                : after.Delta ?? (after.Date is { } date ? date - now : TimeSpan.Zero);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // No answer: the metric tells, and the order leaves again.
        }

        Answers.Add(1, new("instrument", instrument.Value), new("status", status));
        return (status, wait);
    }
}
