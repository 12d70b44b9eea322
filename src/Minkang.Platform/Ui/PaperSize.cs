namespace Minkang.Platform.Ui;

/// <summary>Paper of a printed sheet (纸张): tables on A4, cards on A5.</summary>
public enum PaperSize { A4, A5 }
