/** The list of what is in the program, as CycloneDX has it. Pure. */

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly scope?: string;
  readonly properties?: unknown;
}

export interface Sbom {
  readonly components: readonly Component[];
  readonly dependencies?: readonly unknown[];
}

export interface Bundled {
  readonly name: string;
  readonly version: string;
}

/**
 * npm's list of everything that is installed, cut down to what the bundles have something of, with the runtime that is
 * packed beside it. Throws for a bundled package that npm does not know: the list would not be whole.
 */
export function sbomOf(all: Sbom, bundled: readonly Bundled[], electron: string): Sbom {
  const components = bundled.map(({ name, version }) => {
    const found = all.components.find((component) => component.name === name && component.version === version);
    if (found === undefined) throw new Error(`npm’s list of packages lacks ${name} ${version}, which is bundled.`);
    // For npm all of them serve development, because they are bundled.
    const { properties: _, ...component } = found;
    return { ...component, scope: 'required' };
  });
  const runtime = { type: 'framework', name: 'electron', version: electron, purl: `pkg:npm/electron@${electron}` };
  // Who needs whom is of the packages as they are installed, not of a bundle.
  const { dependencies: _, ...rest } = all;
  return { ...rest, components: [...components, { ...runtime, scope: 'required' }] };
}
