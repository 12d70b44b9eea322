using Microsoft.AspNetCore.WebUtilities;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Web.Accounts;

namespace Minkang.Web.Layout;

/// <summary>Takes a posted search (查找) and leads to its list, with typed text about people sealed in the address.</summary>
internal static class AskSealed
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(SealedText.AskPath, (IFormCollection form, CurrentActor current, SealedText texts) =>
        {
            var hidden = form[SealedText.SealField].ToString().Split(',');
            var query = form.Where(f => !f.Key.StartsWith('_')).SelectMany(f => f.Value.Where(v => !string.IsNullOrWhiteSpace(v))
                .Select(v => KeyValuePair.Create(f.Key, hidden.Contains(f.Key, StringComparer.Ordinal) ? texts.Seal(current.Actor!.UserId, v) : v)));
            return Results.LocalRedirect(QueryHelpers.AddQueryString(LocalPath.OrHome(form[SealedText.ToField]), query));
        }).WithMetadata(new ForEverySignedInUserAttribute()).ExcludeFromDescription();
}
