using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Minkang.Platform.Ui;

/// <summary>
/// A page or a part of one that is drawn once it has loaded what it shows (载入完再显示). The usual base also draws in between, while some fields are
/// set and others wait for the store; whether that happens depends on the engine, so a fault there would show on one engine only. Pages are drawn on the
/// server and sent whole, so nothing is gained by drawing early.
/// </summary>
public abstract class LoadedComponent : IComponent, IHandleEvent
{
    private readonly RenderFragment _draw;
    private RenderHandle _handle;
    private bool _initialized;

    protected LoadedComponent() => _draw = BuildRenderTree;

    /// <summary>Addresses of static files with their fingerprint.</summary>
    protected ResourceAssetCollection Assets => _handle.Assets;

    protected virtual void BuildRenderTree(RenderTreeBuilder builder) { }

    protected virtual void OnInitialized() { }

    protected virtual Task OnInitializedAsync() => Task.CompletedTask;

    protected virtual void OnParametersSet() { }

    protected virtual Task OnParametersSetAsync() => Task.CompletedTask;

    void IComponent.Attach(RenderHandle renderHandle) => _handle = renderHandle;

    async Task IComponent.SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_initialized)
        {
            _initialized = true;
            OnInitialized();
            await OnInitializedAsync();
        }
        OnParametersSet();
        await OnParametersSetAsync();
        _handle.Render(_draw);
    }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        await item.InvokeAsync(arg);
        _handle.Render(_draw);
    }
}
