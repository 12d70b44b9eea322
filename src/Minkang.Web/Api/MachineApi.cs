using Minkang.Platform.Users;

namespace Minkang.Web.Api;

/// <summary>The interface for machines (数据接口) below <c>/api</c>: routes, their description, and refusals as problem details (RFC 9457).</summary>
internal static class MachineApi
{
    public const string Root = "/api";

    public static void AddMachineApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi("v1", o =>
        {
            o.ShouldInclude = d => d.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            o.AddDocumentTransformer((document, _, _) =>
            {
                (document.Info.Title, document.Info.Version) = ("Minkang 民康", "v1");
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });
    }

    public static void MapMachineApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/api/openapi.json").WithMetadata(new ForEverySignedInUserAttribute());
        var v1 = endpoints.MapGroup("/api/v1");
        v1.MapGet("/me", Me.Handle).WithMetadata(new ForEverySignedInUserAttribute()).WithName("me").WithSummary("Who is signed in: duties in force and the actions that are open")
            .Produces<Me.Answer>().ProducesProblem(StatusCodes.Status401Unauthorized);
        v1.MapGet("/regions", Regions.Handle).WithMetadata(new ForEverySignedInUserAttribute()).WithName("regions").WithSummary("Areas within reach, from the county down to the village, with the dates between which they exist")
            .Produces<IReadOnlyList<Regions.Area>>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static bool IsFor(HttpContext http) => http.Request.Path.StartsWithSegments(Root);
}
